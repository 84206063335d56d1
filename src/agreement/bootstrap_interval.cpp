#include "agreement/bootstrap_interval.hpp"

#include "agreement/distribution.hpp"
#include "agreement/moments.hpp"
#include "agreement/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace preceptron::agreement {

bootstrap_distribution::bootstrap_distribution(std::span<const double> values,
                                               std::span<const double> weights) {
    values_.reserve(values.size());
    double lost = 0; // probability of an undefined replicate
    for (std::size_t b = 0; b < values.size(); ++b) {
        const double weight =
            weights.empty() ? 1 / static_cast<double>(values.size()) : weights[b];
        if (!std::isfinite(values[b])) {
            ++undefined_;
            lost += weight;
            continue;
        }
        values_.push_back(values[b]);
        if (!weights.empty())
            weights_.push_back(weight);
    }
    if (values_.empty())
        unfit_ = "the statistic is undefined in every resample";
    else if (lost > 0.05)
        unfit_ = "the statistic is undefined in more than 5 % of the resamples";
    for (double& w : weights_)
        w /= 1 - lost;
}

double bootstrap_distribution::mean() const {
    if (weights_.empty())
        return agreement::mean(values_);
    return std::inner_product(values_.begin(), values_.end(), weights_.begin(), 0.0);
}

double bootstrap_distribution::standard_error() const {
    if (weights_.empty())
        return std::sqrt(sample_variance(values_));
    const double m = mean();
    double sum = 0;
    for (std::size_t i = 0; i < values_.size(); ++i)
        sum += weights_[i] * (values_[i] - m) * (values_[i] - m);
    return std::sqrt(sum);
}

double bootstrap_distribution::quantile(double p) {
    if (weights_.empty())
        return quantile_type7(values_, p);
    std::vector<weighted_value> sorted;
    for (std::size_t i = 0; i < values_.size(); ++i)
        sorted.push_back({values_[i], weights_[i]});
    std::ranges::sort(sorted, {}, &weighted_value::value);
    return quantile_inverse_cdf(sorted, p);
}

double bootstrap_distribution::share_below(double theta) const {
    const double tie = 1e-12 * std::max(1.0, std::abs(theta));
    double share = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const double weight = weights_.empty() ? 1 : weights_[i];
        if (values_[i] < theta - tie)
            share += weight;
        else if (values_[i] <= theta + tie)
            share += weight / 2;
    }
    return weights_.empty() ? share / static_cast<double>(values_.size()) : share;
}

double bootstrap_distribution::p_of_zero() const {
    double below = 0, above = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const double weight = weights_.empty() ? 1 : weights_[i];
        below += values_[i] <= 0 ? weight : 0;
        above += values_[i] >= 0 ? weight : 0;
    }
    const double tail = std::min(below, above);
    const double p = weights_.empty() ? 2 * (1 + tail) / (static_cast<double>(values_.size()) + 1)
                                      : 2 * tail;
    return std::min(1.0, p);
}

interval_estimate percentile_interval(bootstrap_distribution& replicates) {
    if (!replicates.unfit_reason().empty())
        return no_interval(replicates.unfit_reason());
    return between(replicates.quantile(0.025), replicates.quantile(0.975));
}

interval_estimate bca_between(bootstrap_distribution& replicates, double z0, double acceleration) {
    const auto level = [&](double z) {
        const double shifted = z0 + z;
        return normal_cdf(z0 + shifted / (1 - acceleration * shifted));
    };
    return between(replicates.quantile(level(-z975)), replicates.quantile(level(z975)));
}

bca_interval bca(bootstrap_distribution& replicates, double theta,
                 std::span<const double> left_out) {
    bca_interval out;
    if (!replicates.unfit_reason().empty() || !std::isfinite(theta)) {
        out.interval = no_interval(std::isfinite(theta) ? replicates.unfit_reason()
                                                        : "the statistic is undefined");
        return out;
    }
    const double below = replicates.share_below(theta);
    const double centre = left_out.empty() ? 0 : mean(left_out);
    double squares = 0, cubes = 0;
    for (const double x : left_out) {
        const double u = centre - x;
        squares += u * u;
        cubes += u * u * u;
    }
    const double rounding = 1e-14 * std::max(1.0, std::abs(theta));
    // The last comparison is false for NaN too.
    if (below <= 0 || below >= 1 || !(squares > rounding * rounding)) {
        out.fell_back = true;
        out.interval = percentile_interval(replicates);
        return out;
    }
    out.z0 = normal_quantile(below);
    out.acceleration = cubes / (6 * squares * std::sqrt(squares));
    out.interval = bca_between(replicates, out.z0, out.acceleration);
    return out;
}

} // namespace preceptron::agreement
