#include "agreement/rater_pairs.hpp"

#include "agreement/jackknife.hpp"
#include "agreement/pair_measure.hpp"

#include <set>

namespace preceptron::agreement {

std::vector<rater_pair> rater_pairs(const rated_items& items, const case_numbering& cases,
                                    std::size_t least_rows) {
    std::vector<rater_pair> out;
    for (std::size_t a = 0; a < items.raters.size(); ++a)
        for (std::size_t b = a + 1; b < items.raters.size(); ++b) {
            rater_pair both{a, b, {}, {}};
            both.rows.case_count = cases.count;
            for (std::size_t i = 0; i < items.matrix.items(); ++i) {
                const rating& x = items.matrix.at(i, a);
                const rating& y = items.matrix.at(i, b);
                if (!x || !y)
                    continue;
                both.rows.add(*x, *y, cases.of_row[i]);
                both.items.push_back(i);
            }
            if (!both.rows.empty() && both.rows.size() >= least_rows)
                out.push_back(std::move(both));
        }
    return out;
}

namespace {

constexpr std::string_view no_pair = "no two physicians share enough entries";

statistic weighted_mean(std::span<const pairs> raters, const pair_measure& of) {
    double sum = 0;
    double rows = 0;
    for (const pairs& p : raters) {
        const statistic x = of(p);
        if (!x)
            return x;
        sum += *x * static_cast<double>(p.size());
        rows += static_cast<double>(p.size());
    }
    return rows > 0 ? defined(sum / rows) : undefined(no_pair);
}

// A pair that has no row left without a case weighs nothing.
interval_estimate interval_of(std::span<const pairs> raters, const pair_measure& of) {
    const statistic all = weighted_mean(raters, of);
    if (!all)
        return no_interval(all.undefined_reason);
    const std::vector<std::uint32_t> cases = cases_of(raters);
    std::vector<double> sum(cases.size()), rows(cases.size());
    for (const pairs& p : raters) {
        const left_out_column rest = without_each_case(p, of);
        for (std::size_t i = 0; i < cases.size(); ++i)
            if (const double n = static_cast<double>(rest.rows[cases[i]]); n > 0) {
                sum[i] += rest.values[cases[i]] * n;
                rows[i] += n;
            }
    }
    for (std::size_t i = 0; i < cases.size(); ++i)
        sum[i] /= rows[i];
    return jackknife_t_interval(*all, sum);
}

} // namespace

pairwise_agreement summarise(std::span<const rater_pair> raters) {
    pairwise_agreement out;
    out.pairs = raters.size();
    std::vector<pairs> rows;
    std::set<std::size_t> items;
    for (const rater_pair& p : raters) {
        out.rows += p.rows.size();
        rows.push_back(p.rows);
        items.insert(p.items.begin(), p.items.end());
    }
    out.items = items.size();
    out.cases = cases_of(rows).size();
    const pair_measure kappa{table_statistic::kappa_quadratic_value};
    const pair_measure error{table_statistic::mae};
    const pair_measure exact{table_statistic::exact_agreement};
    out.quadratic_kappa = weighted_mean(rows, kappa);
    out.mean_absolute_error = weighted_mean(rows, error);
    out.exact_agreement = weighted_mean(rows, exact);
    out.quadratic_kappa_interval = interval_of(rows, kappa);
    out.mean_absolute_error_interval = interval_of(rows, error);
    out.exact_agreement_interval = interval_of(rows, exact);
    return out;
}

} // namespace preceptron::agreement
