#include "agreement/correlation.hpp"

#include "agreement/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace preceptron::agreement {

namespace {

constexpr std::string_view few = "fewer than two pairs";
constexpr std::string_view constant = "grades or scores do not vary";

// Pairs of equal elements in a sorted range.
template<class It>
std::int64_t tied_pairs(It first, It last) {
    std::int64_t ties = 0;
    while (first != last) {
        const It run = std::find_if(first, last, [&](const auto& v) { return v != *first; });
        const std::int64_t n = run - first;
        ties += n * (n - 1) / 2;
        first = run;
    }
    return ties;
}

// Sorts and counts the pairs that stood in the wrong order.
std::int64_t count_inversions(std::span<double> y, std::span<double> buffer) {
    if (y.size() < 2)
        return 0;
    const std::size_t half = y.size() / 2;
    std::int64_t count = count_inversions(y.first(half), buffer.first(half)) +
                         count_inversions(y.subspan(half), buffer.subspan(half));
    std::size_t left = 0;
    std::size_t right = half;
    for (double& out : buffer)
        if (right == y.size() || (left < half && y[left] <= y[right])) {
            out = y[left++];
        } else {
            out = y[right++];
            count += static_cast<std::int64_t>(half - left);
        }
    std::ranges::copy(buffer, y.begin());
    return count;
}

} // namespace

double without_rounding(double coefficient) {
    // Of one that is neither none nor perfect, ratings leave more.
    constexpr double rounding = 1e-13;
    if (std::abs(coefficient) < rounding)
        return 0;
    return std::abs(coefficient) > 1 - rounding ? std::copysign(1.0, coefficient) : coefficient;
}

statistic pearson(std::span<const double> x, std::span<const double> y) {
    return pearson(moments_of(x, y));
}

statistic pearson(const moments& m) {
    if (m.n < 2)
        return undefined(few);
    if (m.x_constant || m.y_constant)
        return undefined(constant);
    return defined(without_rounding(m.sxy / std::sqrt(m.sxx * m.syy)));
}

interval_estimate pearson_interval_fisher(const pairs& p) {
    const statistic r = pearson(p);
    if (!r)
        return no_interval(r.undefined_reason);
    if (p.size() < 4)
        return no_interval("fewer than four pairs");
    if (std::abs(*r) >= 1)
        return no_interval("the correlation is perfect");
    const double half = z975 / std::sqrt(static_cast<double>(p.size()) - 3);
    return between(std::tanh(std::atanh(*r) - half), std::tanh(std::atanh(*r) + half));
}

std::vector<double> midranks(std::span<const double> x) {
    std::vector<double> value(x.size());
    std::ranges::transform(x, value.begin(), rounded);
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return value[i]; });
    std::vector<double> rank(x.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last < order.size() && value[order[last]] == value[order[first]])
            ++last;
        for (std::size_t i = first; i < last; ++i)
            rank[order[i]] = static_cast<double>(first + last + 1) / 2;
        first = last;
    }
    return rank;
}

statistic spearman(std::span<const double> x, std::span<const double> y) {
    return pearson(midranks(x), midranks(y));
}

kendall_counts count_kendall(std::span<const double> x, std::span<const double> y) {
    const auto n = static_cast<std::int64_t>(x.size());
    std::vector<std::pair<double, double>> points(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        points[i] = {rounded(x[i]), rounded(y[i])};
    std::ranges::sort(points);
    const std::int64_t tied_both = tied_pairs(points.begin(), points.end());
    std::vector<double> column(x.size());
    std::ranges::transform(points, column.begin(), [](const auto& p) { return p.first; });
    const std::int64_t tied_x = tied_pairs(column.begin(), column.end());
    std::ranges::transform(points, column.begin(), [](const auto& p) { return p.second; });
    std::vector<double> buffer(x.size());
    const std::int64_t discordant = count_inversions(column, buffer);
    const std::int64_t tied_y = tied_pairs(column.begin(), column.end());
    return {n, n * (n - 1) / 2 - tied_x - tied_y + tied_both - 2 * discordant, tied_x, tied_y};
}

statistic kendall_tau_b(const kendall_counts& k) {
    if (k.n < 2)
        return undefined(few);
    const std::int64_t all = k.n * (k.n - 1) / 2;
    if (k.tied_x == all || k.tied_y == all)
        return undefined(constant);
    return defined(static_cast<double>(k.difference) /
                   (std::sqrt(static_cast<double>(all - k.tied_x)) *
                    std::sqrt(static_cast<double>(all - k.tied_y))));
}

statistic kendall_tau_b(std::span<const double> x, std::span<const double> y) {
    return kendall_tau_b(count_kendall(x, y));
}

statistic pearson(const pairs& p) {
    return pearson(p.grade, p.score);
}

statistic spearman(const pairs& p) {
    return spearman(p.grade, p.score);
}

statistic kendall_tau_b(const pairs& p) {
    return kendall_tau_b(p.grade, p.score);
}

} // namespace preceptron::agreement
