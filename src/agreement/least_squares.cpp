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

std::vector<std::vector<double>> basis_of(std::size_t rows,
                                          std::span<const std::vector<double>> others) {
    std::vector<std::vector<double>> basis;
    add_direction(basis, std::vector<double>(rows, 1.0));
    for (const std::vector<double>& column : others)
        add_direction(basis, column);
    return basis;
}

} // namespace

std::optional<double> adjusted_slope(std::span<const double> x, std::span<const double> y,
                                     std::span<const std::vector<double>> others) {
    const std::vector<std::vector<double>> basis = basis_of(x.size(), others);
    std::vector<double> own(x.begin(), x.end());
    const double before = product(own, own);
    project_out(own, basis);
    if (before == 0 || explained(own, before))
        return std::nullopt;
    return product(own, y) / product(own, own);
}

namespace {

double without_rows(std::span<const double> x, std::span<const double> y,
                    std::span<const std::vector<double>> others,
                    std::span<const std::size_t> groups, std::size_t group) {
    const auto kept = [&](std::span<const double> column) {
        std::vector<double> out;
        for (std::size_t i = 0; i < column.size(); ++i)
            if (groups[i] != group)
                out.push_back(column[i]);
        return out;
    };
    std::vector<std::vector<double>> rest;
    for (const std::vector<double>& column : others)
        rest.push_back(kept(column));
    return adjusted_slope(kept(x), kept(y), rest).value_or(std::nan(""));
}

// The last unknown of a symmetric system by Cholesky's L D L'. Nothing where a pivot is small: of
// what the columns span, next to nothing would be left.
std::optional<double> last_unknown(std::vector<double> matrix, std::vector<double> right) {
    constexpr double small = 1e-3;
    const std::size_t n = right.size();
    for (std::size_t k = 0; k < n; ++k) {
        const double pivot = matrix[k * n + k];
        if (!(pivot > small))
            return std::nullopt;
        for (std::size_t i = k + 1; i < n; ++i) {
            const double factor = matrix[i * n + k] / pivot;
            for (std::size_t j = k + 1; j < n; ++j)
                matrix[i * n + j] -= factor * matrix[k * n + j];
            right[i] -= factor * right[k];
        }
    }
    return right[n - 1] / matrix[n * n - 1];
}

} // namespace

std::vector<double> slopes_without(std::span<const double> x, std::span<const double> y,
                                   std::span<const std::vector<double>> others,
                                   std::span<const std::size_t> groups, std::size_t group_count) {
    // In an orthonormal basis Q of all columns, x last, the normal equations are b = Q'y, and
    // without the rows g they are (1 - Q_g'Q_g) b = Q'y - Q_g'y_g.
    std::vector<std::vector<double>> basis = basis_of(x.size(), others);
    const std::size_t others_span = basis.size();
    add_direction(basis, std::vector<double>(x.begin(), x.end()));
    const std::size_t n = basis.size();
    if (n == others_span)
        return std::vector<double>(group_count, std::nan(""));
    const double length = product(basis.back(), x);
    std::vector<double> all;
    for (const std::vector<double>& q : basis)
        all.push_back(product(q, y));
    std::vector<std::vector<std::size_t>> rows(group_count);
    for (std::size_t i = 0; i < groups.size(); ++i)
        rows[groups[i]].push_back(i);
    std::vector<double> out;
    for (std::size_t group = 0; group < group_count; ++group) {
        std::vector<double> matrix(n * n), right = all;
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < n; ++b) {
                double sum = 0;
                for (const std::size_t i : rows[group])
                    sum += basis[a][i] * basis[b][i];
                matrix[a * n + b] = (a == b) - sum;
            }
            for (const std::size_t i : rows[group])
                right[a] -= basis[a][i] * y[i];
        }
        const std::optional<double> last = last_unknown(std::move(matrix), std::move(right));
        out.push_back(last ? *last / length : without_rows(x, y, others, groups, group));
    }
    return out;
}

} // namespace preceptron::agreement
