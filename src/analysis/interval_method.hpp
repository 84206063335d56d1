// Which method a number of cases calls for, and the interval it gives.
#pragma once

#include "agreement/resamples.hpp"
#include "analysis/estimate.hpp"
#include "analysis/settings.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::analysis {

// Fewer cases with a pair than this: jackknife-t; a bootstrap would promise too much.
inline constexpr std::uint32_t cases_for_bootstrap = 40;

// The resamples that were given for so many cases; null: none were.
const resample_set* given_draws(std::uint32_t cases, const settings& s);

// Of `all` cases, so many have a pair.
interval_choice choice_for(std::uint32_t all, std::uint32_t with_pairs, const settings& s);

// The resamples for a task of so many cases: those given, all there are (seven cases or fewer), or
// random ones, the same for a seed and task.
agreement::resamples draws_for(std::uint32_t cases, const settings& s, const std::string& task);

// Everything an interval can be made of.
struct series {
    double theta;
    std::span<const double> replicates;    // empty: none were made
    std::span<const double> left_out;      // of all cases
    const std::vector<double>* with_pairs; // of those that have a pair
    const std::vector<double>& weights;    // of the replicates; empty: all alike
    // Most resamples of several cases may well give the same value, which is its interval.
    bool in_steps = false;
};

// The methods that some estimates have, each once, for a sentence.
class method_names {
  public:
    void add(const estimate& e);

    // "jackknife-t, percentile"; empty: none has an interval.
    std::string text() const;
    // Of few cases all resamples there are were taken, as of draws_for.
    bool enumerated() const noexcept { return enumerated_; }

  private:
    std::vector<std::string_view> names_;
    bool enumerated_ = false;
};

// Value, interval and method, by a method that is not automatic.
void set_interval(estimate& e, const series& x, interval_choice how);

} // namespace preceptron::analysis
