// Intraclass correlations of unbalanced ratings, where analysis of variance would have to drop
// every item that somebody did not rate: items and raters as crossed random effects,
//   rating = mean + item + rater + residual,
// fitted by restricted maximum likelihood (Patterson & Thompson 1971; the profiled criterion is
// that of Bates et al. 2015, J Stat Softw 67(1), section 3).
#pragma once

#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

namespace preceptron::agreement {

struct variance_components {
    statistic agreement;   // var item / (var item + var rater + var residual), as ICC2
    statistic consistency; // var item / (var item + var residual), as ICC3
};

// Undefined with fewer than two items or raters, without an item that was rated twice, or when all
// ratings are the same.
variance_components fit_variance_components(const rating_matrix& ratings);

} // namespace preceptron::agreement
