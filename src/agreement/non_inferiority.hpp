// Whether a judge is as good as a physician, up to a margin set in advance.
#pragma once

#include "agreement/statistic.hpp"

#include <string_view>

namespace preceptron::agreement {

enum class standing {
    superior,     // non-inferior, and the whole interval on the judge's side of 0
    non_inferior, // the whole interval above -margin
    inconclusive, // the interval holds -margin, or there is none
    inferior,     // the whole interval below -margin
    not_compared, // there is no difference to judge
};

// H0: judge - human <= -margin, tested with the two-sided 95 % interval of the difference. Larger
// must be better: of an error, give the interval of human - judge. margin > 0.
standing judge_by_margin(const interval_estimate& difference, double margin);

std::string_view to_string(standing s) noexcept;

} // namespace preceptron::agreement
