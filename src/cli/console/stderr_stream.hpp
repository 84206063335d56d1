// Standard error as a run must use it: a reader that has stopped reading (a pager, ^S, a dead
// terminal) never stops the run.
#pragma once

#include <chrono>
#include <string_view>

namespace preceptron::cli {

// One write where it fits, so that lines of two processes are not torn. Waits for room up to
// `patience` (not at all once a wait was in vain, until there is room again), then drops the rest.
void write_stderr(std::string_view bytes, std::chrono::milliseconds patience);

// For messages, and for what the next moment replaces.
inline constexpr std::chrono::milliseconds message_patience{1000}, progress_patience{0};

} // namespace preceptron::cli
