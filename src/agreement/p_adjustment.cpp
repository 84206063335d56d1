#include "agreement/p_adjustment.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace preceptron::agreement {

namespace {

// Positions of `p`, ascending by value.
std::vector<std::size_t> ascending(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    return order;
}

// p_(i) m c / i, made monotone from the largest down.
std::vector<double> step_up(std::span<const double> p, double c) {
    const double m = static_cast<double>(p.size());
    const std::vector<std::size_t> order = ascending(p);
    std::vector<double> out(p.size());
    double least = 1;
    for (std::size_t i = order.size(); i-- > 0;) {
        least = std::min(least, p[order[i]] * m * c / static_cast<double>(i + 1));
        out[order[i]] = least;
    }
    return out;
}

} // namespace

std::vector<double> bonferroni(std::span<const double> p) {
    std::vector<double> out;
    for (const double x : p)
        out.push_back(std::min(1.0, x * static_cast<double>(p.size())));
    return out;
}

std::vector<double> holm(std::span<const double> p) {
    const std::vector<std::size_t> order = ascending(p);
    std::vector<double> out(p.size());
    double greatest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        greatest = std::max(greatest, p[order[i]] * static_cast<double>(p.size() - i));
        out[order[i]] = std::min(1.0, greatest);
    }
    return out;
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    return step_up(p, 1);
}

std::vector<double> benjamini_yekutieli(std::span<const double> p) {
    double c = 0;
    for (std::size_t i = 1; i <= p.size(); ++i)
        c += 1 / static_cast<double>(i);
    return step_up(p, c);
}

} // namespace preceptron::agreement
