#include "agreement/repeats.hpp"

#include "agreement/moments.hpp"
#include "agreement/quantile.hpp"
#include "agreement/scale.hpp"

#include <cmath>

namespace preceptron::agreement {

namespace {

std::vector<double> scores_of(const rating_matrix& repeats, std::size_t item) {
    std::vector<double> out;
    for (std::size_t r = 0; r < repeats.raters(); ++r)
        if (repeats.at(item, r))
            out.push_back(*repeats.at(item, r));
    return out;
}

double equal_pairs(const std::vector<double>& x) {
    std::size_t equal = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = i + 1; j < x.size(); ++j)
            equal += rounded(x[i]) == rounded(x[j]);
    return static_cast<double>(equal) / (static_cast<double>(x.size() * (x.size() - 1)) / 2);
}

template<class F>
std::vector<rating> one_an_item(const rating_matrix& repeats, const F& of) {
    std::vector<rating> out;
    for (std::size_t i = 0; i < repeats.items(); ++i) {
        std::vector<double> scores = scores_of(repeats, i);
        out.push_back(scores.empty() ? rating() : of(scores));
    }
    return out;
}

} // namespace

self_consistency agreement_with_itself(const rating_matrix& repeats) {
    double agreeing = 0, variance = 0;
    std::size_t identical = 0;
    self_consistency out;
    for (std::size_t i = 0; i < repeats.items(); ++i) {
        const std::vector<double> scores = scores_of(repeats, i);
        if (scores.size() < 2)
            continue;
        ++out.items;
        agreeing += equal_pairs(scores);
        identical += is_constant(scores);
        variance += sample_variance(scores);
    }
    if (out.items == 0) {
        out.agreeing_pairs = out.all_identical = out.within_item_sd =
            undefined("no entry was scored twice");
        return out;
    }
    const double n = static_cast<double>(out.items);
    out.agreeing_pairs = defined(agreeing / n);
    out.all_identical = defined(static_cast<double>(identical) / n);
    out.within_item_sd = defined(std::sqrt(variance / n));
    return out;
}

std::vector<rating> mean_of_repeats(const rating_matrix& repeats) {
    return one_an_item(repeats, [](std::vector<double>& x) { return mean(x); });
}

std::vector<rating> median_of_repeats(const rating_matrix& repeats) {
    return one_an_item(repeats, [](std::vector<double>& x) { return quantile_type7(x, 0.5); });
}

} // namespace preceptron::agreement
