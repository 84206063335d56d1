// Pieces of analysis_json.
#pragma once

#include "agreement/pair_statistics.hpp"
#include "analysis/estimate.hpp"
#include "core/json_text.hpp"

#include <string_view>

namespace preceptron::analysis {

json_writer& count(json_writer& out, std::string_view name, std::size_t n);

// A number, or null.
void write_value(json_writer& out, const agreement::statistic& s);
// [lo, hi], or null.
void write_value(json_writer& out, const agreement::interval_estimate& i);

// "cases", null without case ids, and what an interval takes as one observation.
void write_cases(json_writer& out, std::size_t cases, bool known);

// {"estimate", "ci", "ci_method", "undefined", "ci_undefined"}, under `name`; the last of estimates
// that may have an interval.
void write_estimate(json_writer& out, std::string_view name, const estimate& e);
void write_estimate(json_writer& out, const agreement::named_estimate& e);

} // namespace preceptron::analysis
