// Judges whose results would be written to the same file.
#pragma once

#include "config/config.hpp"

#include <span>
#include <string>
#include <vector>

namespace preceptron::config {

// A result file is named {judge}_{task}.json, so judge "a" with task "b_c" and judge "a_b" with
// task "c" meet in one. `tasks`: every value of `benchmark` that may be judged.
std::vector<problem> result_file_clashes(const configuration& config,
                                         std::span<const std::string> tasks);

} // namespace preceptron::config
