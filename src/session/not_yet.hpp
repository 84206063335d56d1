// Settings that the interface promises and this version does not obey: refused, since a limit that
// is silently ignored costs money.
#pragma once

#include "config/config.hpp"

#include <vector>

namespace preceptron::session {

std::vector<config::problem> not_yet_problems(const config::configuration& config);

} // namespace preceptron::session
