// A thread that no signal is delivered to: signals belong to the event loop's thread.
#pragma once

#include <functional>
#include <thread>

namespace preceptron::async {

// Throws std::system_error where there is no thread to be had. Either way the caller's own signals
// are as they were.
std::thread signal_free_thread(std::function<void()> body);

} // namespace preceptron::async
