// Systems, human ceiling, bias, consistency, and published figures in analysis_json.
#pragma once

#include "analysis/analysis.hpp"
#include "core/json_text.hpp"

namespace preceptron::analysis {

void write_sources(json_writer& out, const report& r);

} // namespace preceptron::analysis
