// Krippendorff's alpha, 1 - D_o / D_e from the matrix of coincidences (Krippendorff 2011; 2018), for
// any number of raters and missing ratings. Items with fewer than two ratings do not count.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

namespace preceptron::agreement {

enum class measurement { nominal, ordinal, interval };

statistic krippendorff_alpha(const rating_matrix& ratings, measurement level);
statistic krippendorff_alpha(const pairs& p, measurement level);

} // namespace preceptron::agreement
