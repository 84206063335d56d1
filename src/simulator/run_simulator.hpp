// The simulated provider as a program of its own.
#pragma once

#include "core/result.hpp"
#include "simulator/server.hpp"

#include <iosfwd>

namespace preceptron::simulator {

// Writes "listening https://127.0.0.1:N" and flushes as soon as connections are accepted, then
// serves until SIGINT, SIGTERM or SIGHUP; returns the signal's number. A signal that is ignored on
// entry stays ignored.
result<int> run_simulator(const server_settings& settings, std::ostream& out);

} // namespace preceptron::simulator
