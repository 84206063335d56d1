// The statistics of grades and scores that their centred sums tell, so that cases can be left out
// and drawn again without going through the rows.
#pragma once

#include "agreement/table_statistic.hpp"

namespace preceptron::agreement {

struct paired_moments {
    double n = 0;
    double mean_grade = 0, mean_score = 0;
    double gg = 0, pp = 0, gp = 0; // centred sums, not divided; exactly 0 of a constant column
    double dd = 0;                 // likewise of score less grade
};

// kappa_quadratic_value, ccc, pearson, sd_diff, the limits of agreement, proportional_bias,
// calibration, alpha_interval and the intraclass correlations.
bool is_of_moments(table_statistic which) noexcept;

// NaN where undefined. Others than those above throw std::invalid_argument.
double statistic_of(table_statistic which, const paired_moments& m);

} // namespace preceptron::agreement
