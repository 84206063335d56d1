// Signals that ask the program to end, delivered on the event loop.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/signal_set.hpp>

#include <functional>

namespace preceptron::async {

namespace asio = boost::asio;

// Watches INT, TERM and HUP, each unless it was ignored when the program started (nohup).
class interrupt {
  public:
    // `arrived` is called on the event loop for every signal, with its number.
    interrupt(asio::any_io_executor executor, std::function<void(int)> arrived);
    interrupt(const interrupt&) = delete;
    interrupt& operator=(const interrupt&) = delete;

    // Stops watching, so that the loop can run dry. A signal that has not been told by then is not.
    void close();

  private:
    void wait();

    asio::signal_set signals_;
    std::function<void(int)> arrived_;
    bool closed_ = false;
};

} // namespace preceptron::async
