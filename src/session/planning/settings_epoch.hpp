// From which place of the journal on a judge was asked about a task with which settings: so that of
// each answer it is known how it was asked for.
#pragma once

#include "journal/segment.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::session {

struct settings_epoch {
    std::string digest;      // of the settings
    journal::location after; // the last result before it; segment 0 = from the beginning
};

// From `end` on it is `digest`, where it was not so before.
void begin_epoch(std::vector<settings_epoch>& epochs, std::string_view digest,
                 const journal::location& end);

// The settings that the result at this place was asked for with; empty = not known.
std::string_view digest_at(std::span<const settings_epoch> epochs, const journal::location& where);

} // namespace preceptron::session
