// Files that a configuration names and a run does not read, or not at first.
#pragma once

#include "config/config.hpp"
#include "config/problem.hpp"

#include <vector>

namespace preceptron::session {

// One problem for each of `analysis.split` and `ca_file` that is not there (errc::no_such_input) or
// cannot be read (errc::bad_configuration), where `config` names it.
std::vector<config::problem> unusable_files(const config::configuration& config);

} // namespace preceptron::session
