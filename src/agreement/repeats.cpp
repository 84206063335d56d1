#include "agreement/repeats.hpp"

#include "agreement/moments.hpp"
#include "agreement/quantile.hpp"
#include "agreement/scale.hpp"

#include <algorithm>
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

void add_consistency_totals(case_totals& into, const rating_matrix& repeats,
                            std::span<const std::uint32_t> case_of_item) {
    for (std::size_t i = 0; i < repeats.items(); ++i) {
        const std::vector<double> scores = scores_of(repeats, i);
        if (scores.size() < 2)
            continue;
        const std::span<double> sums = into.of(case_of_item[i]);
        sums[0] += 1;
        sums[1] += equal_pairs(scores);
        sums[2] += is_constant(scores);
        sums[3] += sample_variance(scores);
    }
}

self_consistency consistency_of_totals(std::span<const double> t) {
    self_consistency out;
    out.items = static_cast<std::size_t>(t[0]);
    if (out.items == 0) {
        out.agreeing_pairs = out.all_identical = out.within_item_sd =
            undefined("no entry was scored twice");
        return out;
    }
    out.agreeing_pairs = defined(t[1] / t[0]);
    out.all_identical = defined(t[2] / t[0]);
    // Of a judge that always answers the same a case less leaves less than nothing.
    out.within_item_sd = defined(std::sqrt(std::max(0.0, t[3]) / t[0]));
    return out;
}

self_consistency agreement_with_itself(const rating_matrix& repeats) {
    case_totals totals(1, consistency_columns);
    add_consistency_totals(totals, repeats, std::vector<std::uint32_t>(repeats.items()));
    return consistency_of_totals(totals.total());
}

std::vector<rating> mean_of_repeats(const rating_matrix& repeats) {
    return one_an_item(repeats, [](std::vector<double>& x) { return mean(x); });
}

std::vector<rating> median_of_repeats(const rating_matrix& repeats) {
    return one_an_item(repeats, [](std::vector<double>& x) { return quantile_type7(x, 0.5); });
}

} // namespace preceptron::agreement
