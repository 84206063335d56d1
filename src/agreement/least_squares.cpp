#include "agreement/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace preceptron::agreement {

std::vector<std::vector<double>> indicators(std::span<const std::size_t> levels) {
    const std::set<std::size_t> occurring(levels.begin(), levels.end());
    std::vector<std::vector<double>> out;
    for (const std::size_t level : occurring) {
        if (level == *occurring.begin())
            continue;
        auto& column = out.emplace_back();
        for (const std::size_t l : levels)
            column.push_back(l == level ? 1 : 0);
    }
    return out;
}

namespace {

double product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// Takes out of `x` what the orthonormal `basis` explains; twice, which keeps it orthogonal in
// doubles.
void project_out(std::vector<double>& x, const std::vector<std::vector<double>>& basis) {
    for (int pass = 0; pass < 2; ++pass)
        for (const std::vector<double>& q : basis) {
            const double share = product(q, x);
            for (std::size_t i = 0; i < x.size(); ++i)
                x[i] -= share * q[i];
        }
}

bool explained(const std::vector<double>& rest, double before) {
    return product(rest, rest) <= 1e-18 * before;
}

void add_direction(std::vector<std::vector<double>>& basis, std::vector<double> column) {
    const double before = product(column, column);
    project_out(column, basis);
    if (before == 0 || explained(column, before))
        return;
    const double length = std::sqrt(product(column, column));
    for (double& v : column)
        v /= length;
    basis.push_back(std::move(column));
}

} // namespace

std::optional<double> adjusted_slope(std::span<const double> x, std::span<const double> y,
                                     std::span<const std::vector<double>> others) {
    std::vector<std::vector<double>> basis;
    add_direction(basis, std::vector<double>(x.size(), 1.0));
    for (const std::vector<double>& column : others)
        add_direction(basis, column);
    std::vector<double> own(x.begin(), x.end());
    const double before = product(own, own);
    project_out(own, basis);
    if (before == 0 || explained(own, before))
        return std::nullopt;
    return product(own, y) / product(own, own);
}

} // namespace preceptron::agreement
