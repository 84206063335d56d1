#include "session/run_signals.hpp"

#include "session/interrupt_notice.hpp"

#include <csignal>
#include <utility>

namespace preceptron::session {

run_signals::run_signals(boost::asio::any_io_executor executor, runner::benchmark_run& run,
                         const lane_set& lanes, std::function<void(std::string_view)> tell,
                         std::chrono::milliseconds drain)
    : run_(run), lanes_(lanes), tell_(std::move(tell)), drain_(drain), timer_(executor),
      interrupt_(executor, [this](int number) { arrived(number); }) {}

void run_signals::close() {
    closed_ = true;
    {
        const async::signal_gap meanwhile; // one that comes now is remembered
        interrupt_.close();
        hold_ = std::make_unique<async::signal_hold>();
    }
    timer_.cancel();
}

void run_signals::arrived(int number) {
    if (first_ != 0) {
        tell_(close_notice(number));
        run_.close();
        return;
    }
    first_ = number;
    std::size_t in_flight = 0;
    for (const auto& [name, lane] : lanes_)
        in_flight += lane->calls.size();
    if (number != SIGINT) {
        timer_.expires_after(drain_);
        timer_.async_wait([this](boost::system::error_code ec) {
            if (!ec && !closed_)
                run_.close();
        });
    }
    tell_(drain_notice(number, in_flight, drain_, run_.journal.held()));
    run_.drain();
}

} // namespace preceptron::session
