// Runs an event loop in turns: where events come in quick succession, the loop waits for a moment
// and then serves all that have come, instead of being woken by each of them. Ten thousand streams
// bring a word each forty microseconds, and a wake-up costs as much as reading it.
#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>

namespace preceptron::async {

// By so much, at most, each event is served later than it could be. A loop that has always
// something to do does not rest, nor does one that idles for longer than this.
constexpr std::chrono::microseconds loop_rest{500};

// As context.run(): until nothing is left to do. Returns how often the loop had to wait.
std::size_t run_in_turns(boost::asio::io_context& context);

} // namespace preceptron::async
