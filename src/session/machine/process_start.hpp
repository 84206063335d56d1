// When a process began. With its number it names one process: numbers are given again.
#pragma once

#include <cstdint>
#include <optional>

namespace preceptron::session {

// In the kernel's ticks since this machine was started; nothing of a process that is not there or
// that the system does not show.
std::optional<std::int64_t> process_start(std::int64_t pid);

// Whether it is there in name only, until whoever started it asks how it ended: after kill -9 in a
// container without an init, say, or below a Python program that does not wait.
bool has_ended(std::int64_t pid);

} // namespace preceptron::session
