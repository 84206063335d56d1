// What agreement costs: each judge's mean kappa over its price for a thousand answers.
#pragma once

#include "report/chart.hpp"

#include <optional>
#include <span>

namespace preceptron::report {

struct judge_cost {
    std::string judge;
    std::optional<double> usd_per_thousand; // scored answers; absent: no price is known
};

// Without a single known price there is nothing to draw.
chart cost_chart(const analysis::report& r, std::span<const judge_cost> costs);

} // namespace preceptron::report
