#include "report/charts/system_rows.hpp"

#include "analysis/figures.hpp"
#include "analysis/text/sections.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace preceptron::report {

namespace {

std::string pairs_text(const analysis::system_agreement& a,
                       const std::vector<std::pair<std::size_t, std::size_t>>& pairs) {
    constexpr std::size_t most = 4;
    std::string out;
    for (std::size_t i = 0; i < std::min(pairs.size(), most); ++i)
        out += (i == 0 ? "" : "; ") + printable(a.systems[pairs[i].first].system, 30) + " and " +
               printable(a.systems[pairs[i].second].system, 30);
    return pairs.size() > most
               ? out + " and " + counted(pairs.size() - most, "more pair", "more pairs")
               : out;
}

std::string order_of_many(const analysis::system_agreement& a) {
    const std::string swapped = pairs_text(a, a.ranking.swapped),
                      tied = pairs_text(a, a.ranking.tied);
    return "Kendall's tau-b " + analysis::with_interval(a.kendall, 2) +
           ", pairs in the same order " + analysis::with_interval(a.pairwise_accuracy, 2) +
           (swapped.empty() ? "; none swapped" : "; swapped: " + swapped) +
           (tied.empty() ? "" : "; equal for one of the two: " + tied);
}

// A figure of a single pair looks surer than it is.
std::string order_of_two(const analysis::system_agreement& a) {
    const auto& i = a.kendall.interval;
    return std::string(*a.kendall.value > 0 ? "in the physicians' order"
                                            : "the other way round than physicians have them") +
           (!i              ? ""
            : i->lo < i->hi ? ", which other cases like these may turn"
                            : ", which other cases like these would hardly turn");
}

// Whether all judges that have a system scored the same number of its answers, of the same grades.
bool are_of_the_same_answers(const agreement::system_mean& system, const compared_judges& judges) {
    return grades_of(system.system, judges).size() == 1 &&
           std::ranges::all_of(judges, [&](agreed a) {
               const auto* const m = find_system(a, system.system);
               return !m || m->n == system.n;
           });
}

// A row a system, where the judges scored the same answers.
analysis::section rows_of_systems(const std::string& unit, const compared_judges& agreeing,
                                  const std::vector<agreement::system_mean>& systems,
                                  const judge_names& names) {
    analysis::section s{"", {"system", "n", "mean grade, " + unit}, 1, {}, {}};
    for (const agreed a : agreeing)
        s.heads.push_back(names(a->judge));
    for (const agreement::system_mean& system : systems) {
        s.rows.push_back(
            {printable(system.system, 40), grouped(system.n), analysis::decimal(system.grade, 2)});
        for (const agreed a : agreeing) {
            const auto* const m = find_system(a, system.system);
            s.rows.back().push_back(m ? analysis::decimal(m->score, 2) : "");
        }
    }
    return s;
}

// A row a system and judge: a judge's mean is to be read beside the grades of what it scored.
analysis::section rows_of_judges(const std::string& unit, const compared_judges& agreeing,
                                 const std::vector<agreement::system_mean>& systems,
                                 const judge_names& names) {
    analysis::section s{
        "", {"system", "judge", "n", "mean grade, " + unit, "mean score"}, 2, {}, {}};
    for (const agreement::system_mean& system : systems)
        for (const agreed a : agreeing)
            if (const auto* const m = find_system(a, system.system))
                s.rows.push_back({printable(m->system, 40), names(a->judge), grouped(m->n),
                                  analysis::decimal(m->grade, 2), analysis::decimal(m->score, 2)});
    return s;
}

} // namespace

analysis::section system_rows(const std::string& unit, const compared_judges& agreeing,
                              const judge_names& names) {
    const std::vector<agreement::system_mean> systems = systems_of(agreeing);
    const std::vector shown(systems.begin(),
                            systems.begin() + static_cast<std::ptrdiff_t>(
                                                  std::min(systems.size(), most_systems_shown)));
    const bool alike = std::ranges::all_of(
        shown, [&](const auto& system) { return are_of_the_same_answers(system, agreeing); });
    analysis::section s = alike ? rows_of_systems(unit, agreeing, shown, names)
                                : rows_of_judges(unit, agreeing, shown, names);
    if (systems.size() > most_systems_shown)
        s.remarks.push_back("The " + std::to_string(most_systems_shown) +
                            " with the most answers, of " + grouped(systems.size()) +
                            "; the chart's Vega-Lite (--charts) has all.");
    for (const agreed a : agreeing)
        s.remarks.push_back(
            names(a->judge) + ": " +
            (a->is_one_pair() && a->kendall.value ? order_of_two(*a) : order_of_many(*a)) + ".");
    std::ranges::move(analysis::ranking_remarks(agreeing), std::back_inserter(s.remarks));
    return s;
}

} // namespace preceptron::report
