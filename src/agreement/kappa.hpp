// Cohen's kappa, plain and weighted: 1 - sum(w P) / sum(w r c), with P the shares of the table and
// r, c its margins (Cohen 1960, 1968). Undefined when chance alone cannot disagree; 0 when one
// column is constant.
#pragma once

#include "agreement/category_weights.hpp"
#include "agreement/contingency.hpp"
#include "agreement/statistic.hpp"

namespace preceptron::agreement {

statistic kappa(const contingency& table, weighting w, spacing s);

// Standard error as if rows were independent (Fleiss, Cohen & Everitt 1969).
statistic kappa_standard_error_iid(const contingency& table, weighting w, spacing s);

} // namespace preceptron::agreement
