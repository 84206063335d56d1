// Gwet's AC1 and AC2, and Fleiss's kappa, for any number of raters and with missing ratings.
// AC: (p_a - p_e)/(1 - p_e), p_e = (sum W) / (q(q-1)) * sum pi_k (1 - pi_k) (Gwet 2008; 2014). Its
// value depends on which categories are declared, empty ones included: state the scale.
// Fleiss: the same p_a with p_e = sum W_kl pi_k pi_l.
#pragma once

#include "agreement/category_weights.hpp"
#include "agreement/contingency.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/statistic.hpp"

namespace preceptron::agreement {

// With weighting::none this is AC1, else AC2. Undefined with fewer than two categories.
statistic gwet_ac(const category_counts& counts, weighting w, spacing s);
statistic gwet_ac(const contingency& table, weighting w, spacing s);

// As if items were independent; needs two items.
statistic gwet_ac_standard_error_iid(const category_counts& counts, weighting w, spacing s);
statistic gwet_ac_standard_error_iid(const contingency& table, weighting w, spacing s);

// To check category_counts by, against other programs; no report has it.
statistic fleiss_kappa(const category_counts& counts, weighting w, spacing s);

} // namespace preceptron::agreement
