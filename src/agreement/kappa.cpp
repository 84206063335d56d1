#include "agreement/kappa.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::agreement {

namespace {

constexpr std::string_view no_pairs = "no row has both a grade and a score";
constexpr std::string_view no_chance = "all grades and scores are the same value";

bool is_constant(const std::vector<double>& shares) {
    return std::ranges::count_if(shares, [](double x) { return x > 0; }) == 1;
}

} // namespace

statistic kappa(const contingency& table, weighting w, spacing s) {
    if (table.total() == 0)
        return undefined(no_pairs);
    const disagreement weights(table.categories(), w, s);
    const std::vector<double> r = table.grade_shares();
    const std::vector<double> c = table.score_shares();
    double seen = 0;
    double expected = 0;
    for (std::size_t a = 0; a < table.size(); ++a)
        for (std::size_t b = 0; b < table.size(); ++b) {
            seen += weights(a, b) * table.share(a, b);
            expected += weights(a, b) * r[a] * c[b];
        }
    if (!(expected > 0))
        return undefined(no_chance);
    // A constant column agrees as chance has it, whatever the weights; the quotient would be 1e-16.
    return is_constant(r) || is_constant(c) ? defined(0) : defined(1 - seen / expected);
}

statistic kappa_standard_error_iid(const contingency& table, weighting w, spacing s) {
    const statistic k = kappa(table, w, s);
    if (!k)
        return k;
    const disagreement weights(table.categories(), w, s);
    const std::vector<double> r = table.grade_shares();
    const std::vector<double> c = table.score_shares();
    const std::size_t size = table.size();
    std::vector<double> row_mean(size); // mean agreement weight of a row against the scores
    std::vector<double> column_mean(size);
    double chance = 0;
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) {
            row_mean[a] += weights.agreement(a, b) * c[b];
            column_mean[b] += weights.agreement(a, b) * r[a];
            chance += weights.agreement(a, b) * r[a] * c[b];
        }
    double sum = 0;
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) {
            const double t = weights.agreement(a, b) - (row_mean[a] + column_mean[b]) * (1 - *k);
            sum += table.share(a, b) * t * t;
        }
    const double centre = *k - chance * (1 - *k);
    const double variance = (sum - centre * centre) / ((1 - chance) * (1 - chance)) /
                            static_cast<double>(table.total());
    return defined(std::sqrt(std::max(0.0, variance)));
}

} // namespace preceptron::agreement
