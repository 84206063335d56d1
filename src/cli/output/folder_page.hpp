// What a report says of an output folder beside its analysis.
#pragma once

#include "cli/analysis/analyse_folder.hpp"
#include "core/result.hpp"
#include "report/report_page.hpp"

namespace preceptron::cli {

// Takes the analysis out of `a`. errc::bad_journal where the manifest or a stored answer cannot be
// read.
result<report::page_input> page_of(analysed_folder& a);

} // namespace preceptron::cli
