#include "analysis/judge_pairs.hpp"

#include "agreement/p_adjustment.hpp"
#include "agreement/pair_statistics.hpp"
#include "analysis/table_estimates.hpp"

#include <cmath>

namespace preceptron::analysis {

using namespace agreement;

namespace {

table_statistic primary_of(const settings& s) {
    return s.primary == "mae" ? table_statistic::mae : main_kappa(s);
}

bool was_asked(const task_ratings& r, std::size_t judge) {
    for (std::size_t i = 0; i < r.size(); ++i)
        if (r.grades[i] && (r.judges[judge].scores[i] || !r.is_unasked(judge, i)))
            return true;
    return false;
}

judge_pair compare(const task_ratings& r, const case_numbering& cases, std::size_t a, std::size_t b,
                   const settings& s) {
    judge_pair out;
    out.task = r.task;
    out.a = r.judges[a].judge;
    out.b = r.judges[b].judge;
    const paired_scores rows =
        scored_by_both(r.grades, r.judges[a].scores, r.judges[b].scores, cases);
    out.n = rows.size();
    out.asked_both = was_asked(r, a) && was_asked(r, b);
    out.cases_known = r.names_cases();
    if (observed_scale(rows.a).merged(observed_scale(rows.b)).size() > most_categories) {
        out.difference.value = undefined("too many different scores");
        out.difference.interval = no_interval("too many different scores");
        out.p = std::nan("");
        return out;
    }
    const paired_tables tables = tables_of(rows);
    const table_statistic wanted[] = {primary_of(s)};
    table_estimates difference = estimate_difference(tables.a, tables.b, wanted, s, r.task);
    out.difference = std::move(difference.values[0]);
    out.left_out = std::move(difference.left_out[0]);
    const bool smaller_is_better = s.primary == "mae";
    out.a_is_better = out.difference.value &&
                      (smaller_is_better ? *out.difference.value < 0 : *out.difference.value > 0);
    const swap_test test = exchange_cases(tables, wanted, s.replicates, s.seed,
                                          "exchange/" + r.task + "/" + out.a + "/" + out.b);
    out.cases = test.cases;
    out.p = test.p[0];
    out.exact = test.exact;
    out.smallest_p = test.smallest_p;
    return out;
}

} // namespace

std::vector<judge_pair> compare_judges(const task_ratings& r, const settings& s) {
    const case_numbering cases = number_cases(r.case_ids, r.size());
    std::vector<judge_pair> out;
    for (std::size_t a = 0; a < r.judges.size(); ++a)
        for (std::size_t b = a + 1; b < r.judges.size(); ++b)
            out.push_back(compare(r, cases, a, b, s));
    std::vector<double> p, smallest;
    for (const judge_pair& pair : out)
        if (!std::isnan(pair.p)) {
            p.push_back(pair.p);
            smallest.push_back(pair.smallest_p);
        }
    // An adjusted p never falls where a raw one rises: of the smallest Holm makes the smallest.
    const std::vector<double> adjusted = holm(p), smallest_adjusted = holm(smallest);
    std::size_t next = 0;
    for (judge_pair& pair : out) {
        if (std::isnan(pair.p)) {
            pair.adjusted_p = pair.p;
            continue;
        }
        pair.adjusted_p = adjusted[next];
        pair.smallest_adjusted_p = smallest_adjusted[next++];
    }
    return out;
}

} // namespace preceptron::analysis
