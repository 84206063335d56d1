// What agreement costs: each judge's mean kappa over its price for a thousand answers.
#pragma once

#include "report/charts/chart.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace preceptron::report {

struct judge_cost {
    std::string judge;
    std::optional<double> usd_per_thousand; // scored answers; absent: no answer's cost is known
    std::uint64_t unpriced = 0;             // calls whose cost is not known, so not in it
    std::uint64_t scored = 0;               // answers
};

// Drawn are judges with a price and a mean kappa; the chart's note names the others, and why. It
// has one also where there is nothing to draw.
chart cost_chart(const analysis::report& r, std::span<const judge_cost> costs);

} // namespace preceptron::report
