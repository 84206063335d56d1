#include "async/interrupt.hpp"

#include <boost/system/error_code.hpp>

#include <csignal>

namespace preceptron::async {

interrupt::interrupt(asio::any_io_executor executor, std::function<void(int)> arrived)
    : signals_(std::move(executor)), arrived_(std::move(arrived)) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        if (sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            signals_.add(number);
    }
    wait();
}

// A handler that waits for its turn already is not cancelled any more: it has to be told.
void interrupt::close() {
    closed_ = true;
    boost::system::error_code ignored;
    signals_.cancel(ignored);
    signals_.clear(ignored);
}

void interrupt::wait() {
    signals_.async_wait([this](boost::system::error_code ec, int number) {
        if (ec || closed_)
            return;
        wait();
        arrived_(number);
    });
}

} // namespace preceptron::async
