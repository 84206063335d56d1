// The methods paragraph's sentences on statistics: what was computed of what, and how.
#pragma once

#include "analysis/analysis.hpp"

#include <string>

namespace preceptron::report {

// Begins with a capital; ends with a full stop.
std::string agreement_sentences(const analysis::report& r);

// " Of 60 judgements of 20 eligible entries, 58 had a score." What no run was to ask is missing
// from nothing.
std::string yield_sentence(const analysis::flow& f);

} // namespace preceptron::report
