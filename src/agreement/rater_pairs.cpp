#include "agreement/rater_pairs.hpp"

#include "agreement/concordance.hpp"
#include "agreement/deviation.hpp"
#include "agreement/leave_one_case_out.hpp"

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

using pair_statistic = statistic (*)(const pairs&);

// A pair that has no row left without a case weighs nothing.
statistic weighted_mean(std::span<const pairs> raters, pair_statistic of) {
    double sum = 0;
    double rows = 0;
    for (const pairs& p : raters) {
        if (p.empty())
            continue;
        const statistic x = of(p);
        if (!x)
            return x;
        sum += *x * static_cast<double>(p.size());
        rows += static_cast<double>(p.size());
    }
    return rows > 0 ? defined(sum / rows) : undefined("no two physicians share enough entries");
}

} // namespace

pairwise_agreement summarise(std::span<const rater_pair> raters) {
    pairwise_agreement out;
    out.pairs = raters.size();
    std::vector<pairs> rows;
    std::set<std::size_t> items;
    std::set<std::uint32_t> cases;
    for (const rater_pair& p : raters) {
        out.rows += p.rows.size();
        rows.push_back(p.rows);
        items.insert(p.items.begin(), p.items.end());
        cases.insert(p.rows.cluster.begin(), p.rows.cluster.end());
    }
    out.items = items.size();
    out.cases = cases.size();
    const auto mean_of = [](pair_statistic of) {
        return [of](std::span<const pairs> columns) { return weighted_mean(columns, of); };
    };
    const pair_statistic kappa = [](const pairs& p) { return concordance(p); };
    const pair_statistic exact = [](const pairs& p) { return share_within(p, 0); };
    out.quadratic_kappa = weighted_mean(rows, kappa);
    out.mean_absolute_error = weighted_mean(rows, mean_absolute_error);
    out.exact_agreement = weighted_mean(rows, exact);
    out.quadratic_kappa_interval = leave_one_case_out(rows, mean_of(kappa));
    out.mean_absolute_error_interval = leave_one_case_out(rows, mean_of(mean_absolute_error));
    return out;
}

} // namespace preceptron::agreement
