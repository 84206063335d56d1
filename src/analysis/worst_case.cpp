#include "analysis/worst_case.hpp"

#include "agreement/concordance.hpp"
#include "agreement/deviation.hpp"
#include "agreement/pairs.hpp"

#include <algorithm>
#include <string_view>

namespace preceptron::analysis {

using namespace agreement;

namespace {

bool has_negative(const std::vector<double>& ratings) {
    return std::ranges::any_of(ratings, [](double x) { return x < 0; });
}

} // namespace

void add_worst_case(rated_cell& cell, const task_ratings& r, std::size_t judge,
                    const possible_range& range) {
    const case_numbering cases = number_cases(r.case_ids, r.size());
    const std::vector<rating>& scores = r.judges[judge].scores;
    std::vector<rating> grades = r.grades;
    for (std::size_t i = 0; i < grades.size(); ++i)
        if (r.is_unasked(judge, i) && !scores[i])
            grades[i].reset();
    const pairs seen = complete_pairs(grades, scores, cases);
    const pairs all = complete_pairs(grades, grades, cases);
    const bool refuted =
        range.least_assumed && (has_negative(all.grade) || has_negative(seen.score));
    const bool bounded = seen.size() == all.size() || (!range.ends.empty() && !refuted);
    cell.worst_case_cases = cases_with_pairs(all);
    if (bounded) {
        const pairs p = worst_case_pairs(grades, scores, cases, scale(range.ends));
        cell.worst_case = {{"kappa.quadratic.value", concordance(p), {}, {}},
                           {"mae", mean_absolute_error(p), {}, {}},
                           {"exact_agreement", share_within(p, 0), {}, {}}};
    } else {
        constexpr std::string_view why = "the scale is not known, nor how far off a score can be";
        const double exact = seen.empty() ? 0 : *share_within(seen, 0);
        const double share = static_cast<double>(seen.size()) / static_cast<double>(all.size());
        cell.worst_case = {{"kappa.quadratic.value", undefined(why), {}, {}},
                           {"mae", undefined(why), {}, {}},
                           {"exact_agreement", defined(exact * share), {}, {}}};
    }
    for (estimate& e : cell.worst_case)
        e.interval = no_interval(!e.value ? e.value.undefined_reason
                                 : e.name == "kappa.quadratic.value"
                                     ? "neither an estimate nor a bound: other scores can give less"
                                     : "a bound, not an estimate");
}

} // namespace preceptron::analysis
