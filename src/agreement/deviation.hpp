// How far scores lie from grades, in points: d = score - grade.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace preceptron::agreement {

// Share of rows with |d| <= points + 1e-9; points = 0 is exact agreement.
statistic share_within(const pairs& p, double points);

statistic mean_absolute_error(const pairs& p);
statistic root_mean_square_error(const pairs& p);
statistic bias(const pairs& p);                // mean d
statistic standard_deviation_of_differences(const pairs& p); // 1/(n-1)

// Student interval of the mean of d as if rows were independent; for the detail table only.
interval_estimate bias_interval_iid(const pairs& p);

// Mean |d| at each grade level that occurs, ascending.
struct level_error {
    double grade;
    std::size_t n;
    double mean_absolute_error;
};
std::vector<level_error> error_by_grade(const pairs& p);

// Unweighted mean of the above (Baccianella, Esuli & Sebastiani 2009): a judge that is right only
// on the common grade does not hide behind it.
statistic macro_mean_absolute_error(const pairs& p);

} // namespace preceptron::agreement
