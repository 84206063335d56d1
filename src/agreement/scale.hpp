// The values a rating can take. Scores are equal when they agree to 9 decimals, so that 0.1 + 0.2
// and 0.3 are one category; moments are taken of the scores as they came.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace preceptron::agreement {

// `x` to 9 decimals: the form in which scores are compared, counted and ranked.
double rounded(double x);

// A set of categories, ascending, each to 9 decimals.
class scale {
  public:
    scale() = default;
    // Any order, duplicates allowed.
    explicit scale(std::span<const double> values);

    std::size_t size() const noexcept { return values_.size(); }
    double operator[](std::size_t k) const noexcept { return values_[k]; }
    const std::vector<double>& values() const noexcept { return values_; }

    // The category of a score; size() when it is none of them.
    std::size_t index_of(double score) const;

    // The categories of both.
    scale merged(const scale& other) const;

  private:
    std::vector<double> values_;
};

} // namespace preceptron::agreement
