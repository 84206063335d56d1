// Statistics of pairs from sums over cases, for scores of so many different values that tables of
// them would be too large.
#pragma once

#include "agreement/pair_measure.hpp"
#include "agreement/paired.hpp"
#include "agreement/paired_moments.hpp"
#include "agreement/pairs.hpp"
#include "agreement/replicates.hpp"
#include "agreement/resamples.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace preceptron::agreement {

// Whether sums tell a statistic of pair_measure: of all but rank correlations and macro_mae.
bool adds_up(table_statistic which) noexcept;

// What the rows of some cases add up to. Grades and scores are counted from a common centre, so
// that little is lost of their squares.
class pair_sums {
  public:
    void add(double grade, double score, double tolerance);
    void add(const pair_sums& other, double times);
    // NaN where undefined; `centre` is what grades and scores were counted from. Others
    // than those that add up throw std::invalid_argument.
    double value(table_statistic which, double centre = 0) const;

    // The sums in which two judges of the same rows can differ, those that kappa and MAE are of.
    using of_scores = std::array<double, 4>;
    of_scores less(const pair_sums& other) const;
    void move(const of_scores& sums, double times);

  private:
    enum column { n, x, xx, y, yy, xy, absolute, squared, exact, within, half, one, columns };

    paired_moments moments() const;

    std::array<double, columns> sums_{};
};

// By case number.
std::vector<pair_sums> sums_by_case(const pairs& p, double centre, double tolerance);

// For each of several judges of one task, all on the same resamples; one row a statistic wanted, of
// those that add up. The bytes are the same for any number of threads.
std::vector<replicate_values> bootstrap_pairs(const resamples& draws,
                                              std::span<const pairs* const> judges,
                                              std::span<const table_statistic> wanted,
                                              double tolerance, unsigned threads);

// exchange_cases of paired.hpp without tables, for kappa_quadratic_value or mae.
swap_test exchange_cases(const paired_scores& rows, table_statistic which, std::size_t exchanges,
                         std::uint64_t seed, std::string_view stream);

} // namespace preceptron::agreement
