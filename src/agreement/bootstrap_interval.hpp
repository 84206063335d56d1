// 95 % intervals from the distribution of a statistic over resampled cases.
#pragma once

#include "agreement/statistic.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

// The defined replicates of one statistic. undefined_count(), standard_error() and p_of_zero() are
// there to be checked against other programs; no report has them.
class bootstrap_distribution {
  public:
    // NaN among `values` is an undefined replicate: dropped and counted. `weights`, when not empty,
    // are the probabilities of an enumeration; the distribution is then exact.
    bootstrap_distribution(std::span<const double> values, std::span<const double> weights);

    std::size_t undefined_count() const noexcept { return undefined_; }
    // Why no interval may be read off: no replicates, or more than 5 % of them undefined.
    std::string_view unfit_reason() const noexcept { return unfit_; }
    double mean() const;
    double standard_error() const; // 1/(B-1), or of the exact distribution
    double quantile(double p);     // type 7, or the inverse of the exact distribution function
    // P(T < theta) + P(T = theta) / 2; equality up to rounding.
    double share_below(double theta) const;
    // 2 min((1 + #{t <= 0}), (1 + #{t >= 0})) / (B + 1), at most 1: whether 0 is a plausible value.
    // Never 0. Of an exact distribution the probabilities themselves.
    double p_of_zero() const;

  private:
    std::vector<double> values_;
    std::vector<double> weights_; // of values_, summing to 1; empty: all alike
    std::size_t undefined_ = 0;
    std::string_view unfit_;
};

interval_estimate percentile_interval(bootstrap_distribution& replicates);

// Bias corrected and accelerated (Efron 1987; DiCiccio & Efron 1996): z0 from share_below, the
// acceleration from the jackknife over all cases. Where either does not exist the interval is the
// percentile one and `fell_back` says so.
struct bca_interval {
    interval_estimate interval;
    double z0 = 0;
    double acceleration = 0;
    bool fell_back = false;
};
bca_interval bca(bootstrap_distribution& replicates, double theta,
                 std::span<const double> left_out);

// The interval of a known bias correction and acceleration, of replicates that are fit for one.
interval_estimate bca_between(bootstrap_distribution& replicates, double z0, double acceleration);

} // namespace preceptron::agreement
