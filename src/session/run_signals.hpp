// What a run does when it is told to end: the first signal drains it, for a while or until the next
// one; the second closes it.
#pragma once

#include "async/interrupt.hpp"
#include "async/signal_hold.hpp"
#include "runner/benchmark_run.hpp"
#include "session/lane_set.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

namespace preceptron::session {

class run_signals {
  public:
    // `tell` says what a signal does, `drain`: how long calls are waited for after TERM or HUP. All
    // that is referred to outlives it.
    run_signals(boost::asio::any_io_executor executor, runner::benchmark_run& run,
                const lane_set& lanes, std::function<void(std::string_view)> tell,
                std::chrono::milliseconds drain);

    // However it came to the end: nothing keeps the loop alive any more. Signals that come from now
    // on are remembered.
    void close();

    // The one that ended the run; 0 = none.
    int first() const noexcept { return first_; }

    // What remembers signals since close().
    std::unique_ptr<async::signal_hold> take_hold() noexcept { return std::move(hold_); }

  private:
    void arrived(int number);

    runner::benchmark_run& run_;
    const lane_set& lanes_;
    const std::function<void(std::string_view)> tell_;
    const std::chrono::milliseconds drain_;
    boost::asio::steady_timer timer_;
    async::interrupt interrupt_;
    std::unique_ptr<async::signal_hold> hold_;
    int first_ = 0;
    bool closed_ = false;
};

} // namespace preceptron::session
