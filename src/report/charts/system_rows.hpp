// The table behind a chart of systems: what each judge and the physicians gave them on average.
#pragma once

#include "analysis/text/sections.hpp"
#include "report/charts/system_means.hpp"
#include "report/judge_names.hpp"

#include <string>

namespace preceptron::report {

// `unit`: what grades are counted in. Beneath the rows a remark for each judge on the order of its
// systems.
analysis::section system_rows(const std::string& unit, const compared_judges& agreeing,
                              const judge_names& names);

} // namespace preceptron::report
