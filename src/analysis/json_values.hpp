// Pieces of analysis_json.
#pragma once

#include "agreement/pair_statistics.hpp"
#include "analysis/estimate.hpp"
#include "core/json_text.hpp"

#include <string_view>

namespace preceptron::analysis {

// A number, or null.
void write_value(json_writer& out, const agreement::statistic& s);
// [lo, hi], or null.
void write_value(json_writer& out, const agreement::interval_estimate& i);

// {"estimate", "ci", "ci_method", "undefined"}, under `name`.
void write_estimate(json_writer& out, std::string_view name, const estimate& e);
void write_estimate(json_writer& out, const agreement::named_estimate& e);

} // namespace preceptron::analysis
