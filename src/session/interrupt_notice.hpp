// What a run says when a signal ends it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace preceptron::session {

// The first signal: what is waited for, how long (SIGINT: until the next one), and how many records
// are `held` in memory because the disk did not take them.
std::string drain_notice(int signal, std::size_t in_flight, std::chrono::milliseconds patience,
                         std::uint64_t held);

// The second one.
std::string close_notice(int signal);

} // namespace preceptron::session
