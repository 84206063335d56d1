// What a reader has to know beside the figures: what is not in them, and why.
#pragma once

#include "analysis/analysis.hpp"

#include <string>
#include <vector>

namespace preceptron::analysis {

// On physicians' ratings; `off_scale`: the entries whose grades by them are no scores of the task.
void note_on_raters(report& out, const results::ratings& all,
                    const std::vector<agreement::long_rating>& raters,
                    const std::vector<std::string>& off_scale);

// On resamples, entries and judgements that are in no figure.
void note_what_is_left_out(report& out);

} // namespace preceptron::analysis
