#include "analysis/judge_pairs.hpp"

#include "agreement/contingency.hpp"
#include "agreement/kappa.hpp"
#include "agreement/p_adjustment.hpp"
#include "agreement/pair_statistics.hpp"
#include "agreement/pair_sums.hpp"
#include "agreement/shared_cases.hpp"
#include "analysis/pair_estimates.hpp"
#include "analysis/rated_cell.hpp"
#include "analysis/table_estimates.hpp"

#include <cmath>

namespace preceptron::analysis {

using namespace agreement;

namespace {

table_statistic primary_of(const settings& s) {
    return compares_errors(s) ? table_statistic::mae : main_kappa(s);
}

bool was_asked(const task_ratings& r, std::size_t judge) {
    for (std::size_t i = 0; i < r.size(); ++i)
        if (r.grades[i] && (r.judges[judge].scores[i] || !r.is_unasked(judge, i)))
            return true;
    return false;
}

// What a comparison comes to.
struct compared {
    table_estimates difference;
    swap_test test;
};

// Tables tell that a judge's figure does not exist, but not why.
void add_reason(estimate& difference, const paired_scores& rows,
                const std::vector<double>& declared, const settings& s) {
    if (difference.value || compares_errors(s))
        return;
    for (const pairs* const p : {&rows.a, &rows.b})
        if (const statistic own =
                kappa(contingency(*p, category_set(declared, *p)), weighting::quadratic, s.spacing);
            !own) {
            difference.value = own;
            difference.interval = no_interval(own.undefined_reason);
            return;
        }
}

compared compare_by_tables(const paired_scores& rows, const std::vector<double>& declared,
                           const settings& s, const std::string& task, std::string_view stream) {
    const table_statistic wanted[] = {primary_of(s)};
    const paired_tables tables = tables_of(rows, full_scale(declared, rows.a));
    const swap_test test = exchange_cases(tables, wanted, s.replicates, s.seed, stream);
    if (wanted[0] != table_statistic::kappa_quadratic_index)
        return {estimate_difference(tables.a, tables.b, wanted, s, task), test};
    // Each judge by its own category set, as in its own row, so that this is the difference of the
    // two kappas; exchanges need one set for both.
    const cluster_tables a(rows.a, category_set(declared, rows.a)),
        b(rows.b, category_set(declared, rows.b));
    return {estimate_difference(a, b, wanted, s, task), test};
}

compared compare_without_tables(const paired_scores& rows, const settings& s,
                                const std::string& task, std::string_view stream) {
    const table_statistic which = primary_of(s);
    return {estimate_pair_difference(rows.a, rows.b, which, s, task),
            exchange_cases(rows, which, s.replicates, s.seed, stream)};
}

// Why there is no comparison; empty: there is one.
std::string_view not_comparable(const paired_scores& rows, bool too_many, const settings& s) {
    if (rows.size() == 0)
        return "no entry was scored by both";
    if (too_many && !adds_up(primary_of(s)))
        return "scores have too many different values for a kappa by category";
    return {};
}

judge_pair compare(const task_ratings& r, const case_numbering& cases, std::size_t a, std::size_t b,
                   const std::vector<double>& declared, const settings& s) {
    judge_pair out;
    out.task = r.task;
    out.a = r.judges[a].judge;
    out.b = r.judges[b].judge;
    const paired_scores rows =
        scored_by_both(r.grades, r.judges[a].scores, r.judges[b].scores, cases);
    out.n = rows.size();
    out.asked_both = was_asked(r, a) && was_asked(r, b);
    out.cases_known = r.names_cases();
    out.case_ids = ids_with_pairs(r, cases, rows.a);
    out.difference.name = name_of(primary_of(s));
    const bool too_many =
        observed_scale(rows.a).merged(observed_scale(rows.b)).size() > most_categories;
    if (const std::string_view reason = not_comparable(rows, too_many, s); !reason.empty()) {
        out.difference.value = undefined(reason);
        out.difference.interval = no_interval(reason);
        out.cases = cases_with_pairs(rows.a);
        out.p = std::nan("");
        return out;
    }
    // The same exchanges for all pairs of judges: names and order have no part in a p.
    const std::string stream = "exchange/" + r.task;
    auto [difference, test] = too_many ? compare_without_tables(rows, s, r.task, stream)
                                       : compare_by_tables(rows, declared, s, r.task, stream);
    out.difference = std::move(difference.values[0]);
    if (!too_many)
        add_reason(out.difference, rows, declared, s);
    out.left_out = std::move(difference.left_out[0]);
    const bool smaller_is_better = compares_errors(s);
    out.a_is_better = out.difference.value &&
                      (smaller_is_better ? *out.difference.value < 0 : *out.difference.value > 0);
    out.cases = test.cases;
    out.p = test.p[0];
    out.exact = test.exact;
    out.smallest_p = test.smallest_p;
    return out;
}

} // namespace

std::vector<judge_pair> compare_judges(const task_ratings& r, const std::vector<double>& declared,
                                       const settings& s) {
    const case_numbering cases = number_cases(r.case_ids, r.size());
    std::vector<judge_pair> out;
    for (std::size_t a = 0; a < r.judges.size(); ++a)
        for (std::size_t b = a + 1; b < r.judges.size(); ++b)
            out.push_back(compare(r, cases, a, b, declared, s));
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
