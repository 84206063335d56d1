// What held the runs of a folder back, in words: what they told when they ended, and no more.
#pragma once

#include "results/run_facts.hpp"

#include <string>

namespace preceptron::report {

// "requests in 97 % of the time; what would help: …", by account where there are several.
std::string held_back_text(const results::run_facts& facts, bool running);

} // namespace preceptron::report
