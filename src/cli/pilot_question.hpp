// Whether to go on after a pilot.
#pragma once

#include "cli/console.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace preceptron::cli {

// Whether there is a terminal to ask at, and messages are for people.
bool can_ask(const console& out);

// Asks at the terminal, and waits beside whatever else the loop does, for as long as `still_asked`:
// then the answer is no. Where nobody can be asked it is no, too, and the reader is told of --yes.
boost::asio::awaitable<bool> wants_the_rest(const console& out, std::function<bool()> still_asked);

} // namespace preceptron::cli
