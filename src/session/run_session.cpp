#include "session/run_session.hpp"

#include "async/interrupt.hpp"
#include "async/loop_lag.hpp"
#include "async/sleepers.hpp"
#include "async/task_group.hpp"
#include "core/grouped.hpp"
#include "runner/run_benchmark.hpp"
#include "session/cell_publisher.hpp"
#include "session/lane_set.hpp"
#include "session/live_file.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>

namespace preceptron::session {

namespace asio = boost::asio;

namespace {

using clock = std::chrono::steady_clock;

std::string signal_name(int number) {
    switch (number) {
    case SIGINT:
        return "^C";
    case SIGTERM:
        return "SIGTERM";
    case SIGHUP:
        return "SIGHUP";
    }
    return "signal " + std::to_string(number);
}

class session {
  public:
    session(const run_inputs& inputs, const planned_run& planned, journal::opened_journal& journal,
            run_watch& watch, runner::progress_view& view, const publication& target,
            const session_settings& settings)
        : inputs_(inputs), planned_(planned), watch_(watch), view_(view), settings_(settings),
          tick_(context_), drain_timer_(context_), naps_(context_.get_executor()),
          dispatchers_(context_.get_executor()), trials_(context_.get_executor()),
          lanes_(context_.get_executor(), inputs, naps_),
          out_(*journal.out), journal_(*journal.out, watch), publisher_(target),
          live_(target.output_dir / "checkpoint"),
          run_{.entries = inputs.data.entries,
               .journal = journal_,
               .observer = watch,
               .naps = naps_,
               .dispatchers = dispatchers_,
               .trials = trials_,
               .retries = {inputs.config.retries.max_attempts, inputs.config.retries.max_wait, {}}},
          signals_(context_.get_executor(), [this](int number) { interrupted(number); }) {}

    result<void> prepare() {
        if (auto opened = lanes_.open(settings_.peer); opened.has_error())
            return opened;
        if (lanes_.notice())
            watch_.on_notice(*lanes_.notice());
        judges_ = judges_on(lanes_, inputs_);
        return {};
    }

    // From the watch: this cell is complete.
    void publish(cell_name cell) { publisher_.complete(std::move(cell)); }

    session_end run() {
        std::exception_ptr error;
        asio::co_spawn(context_, main(), [&error](std::exception_ptr e) { error = e; });
        tick();
        context_.run();
        journal_.drain();
        view_.show(snapshot(), true);
        if (error)
            std::rethrow_exception(error);
        return finish();
    }

  private:
    asio::awaitable<void> main() {
        co_await runner::run_benchmark(run_, judges_, planned_.work);
        lanes_.close();
        finished_ = true;
        signals_.close();
        lag_.close();
        tick_.cancel();
        drain_timer_.cancel();
    }

    void tick() {
        const auto now = snapshot();
        view_.show(now, false);
        live_.show(now, &lag_);
        if (finished_)
            return;
        tick_.expires_after(std::chrono::milliseconds(200));
        tick_.async_wait([this](boost::system::error_code ec) {
            if (!ec && !finished_)
                tick();
        });
    }

    runner::progress_snapshot snapshot() {
        const auto now = clock::now();
        runner::progress_snapshot p = watch_.snapshot(now);
        p.draining = run_.draining;
        const auto counters = out_.counters();
        p.saved = counters.saved_records;
        p.durable = counters.durable_records;
        for (const auto& account : watch_.accounts()) {
            const runner::account_lane& lane = lanes_.of(account.name);
            runner::lane_progress l;
            l.name = account.name;
            l.limit = lane.slots.limit();
            l.in_flight = lane.slots.in_use();
            l.waiting = lane.slots.waiting();
            l.sleeping = lane.trials.in_use() -
                         std::min(lane.trials.in_use(), l.in_flight + l.waiting);
            l.paused_for_s = std::max(
                0.0, std::chrono::duration<double>(lane.paused_until() - now).count());
            if (lane.paused_until() == clock::time_point::min())
                l.paused_for_s = 0;
            l.done = account.done;
            l.planned = account.planned;
            l.stopped = lane.stopped();
            p.in_flight += l.in_flight;
            p.lanes.push_back(std::move(l));
        }
        return p;
    }

    void interrupted(int number) {
        if (signal_ != 0) {
            view_.line(signal_name(number) + ": closing now; calls in flight are given up and may "
                                             "be billed all the same");
            run_.close();
            return;
        }
        signal_ = number;
        std::size_t in_flight = 0;
        for (const auto& [name, lane] : lanes_)
            in_flight += lane->slots.in_use();
        std::string text = signal_name(number) + ": nothing new is sent; waiting for " +
                           grouped(in_flight) + " calls in flight";
        if (number == SIGINT) {
            text += " (^C again gives them up)";
        } else {
            text += ", " +
                    span_text(std::chrono::duration<double>(settings_.drain).count()) +
                    " at most";
            drain_timer_.expires_after(settings_.drain);
            drain_timer_.async_wait([this](boost::system::error_code ec) {
                if (!ec && !finished_)
                    run_.close();
            });
        }
        if (journal_.held() > 0)
            text += "; what is kept in memory (" + grouped(journal_.held()) +
                    " records) is lost unless there is room for it within 10s";
        view_.line(text);
        run_.drain();
    }

    session_end finish() {
        session_end end;
        end.signal = signal_;
        for (const auto& [name, lane] : lanes_)
            if (lane->stopped())
                end.stopped.push_back("account '" + name + "': " + *lane->stopped());
        for (const runner::tested_judge& judge : judges_)
            if (judge.stopped)
                end.stopped.push_back("judge '" + judge.spec.name + "': " + *judge.stopped);
        end.problem = journal_.problem();
        if (end.problem && journal_.held() > 0)
            end.problem->message = grouped(journal_.held()) + " records of calls that were made "
                                   "could not be written and are lost: " + end.problem->message;
        publisher_.finish(); // what it could not write is written at the end, or complained about
        return end;
    }

    const run_inputs& inputs_;
    const planned_run& planned_;
    run_watch& watch_;
    runner::progress_view& view_;
    const session_settings& settings_;

    asio::io_context context_{1}; // before all that holds I/O objects
    asio::steady_timer tick_, drain_timer_;
    async::loop_lag lag_{context_.get_executor()};
    async::sleepers naps_;
    async::task_group dispatchers_, trials_;
    lane_set lanes_;
    std::vector<runner::tested_judge> judges_;
    journal::writer& out_;
    runner::run_journal journal_;
    cell_publisher publisher_;
    live_file live_;
    runner::benchmark_run run_;
    async::interrupt signals_;
    int signal_ = 0;
    bool finished_ = false;
};

} // namespace

result<session_end> run_session(const run_inputs& inputs, const planned_run& planned,
                                journal::opened_journal& journal, run_watch& watch,
                                runner::progress_view& view, const publication& target,
                                const session_settings& settings) {
    session one(inputs, planned, journal, watch, view, target, settings);
    if (auto ready = one.prepare(); ready.has_error())
        return ready.error();
    watch.on_cell_done([&one](const std::string& judge, const std::string& task) {
        one.publish({judge, task});
    });
    return one.run();
}

} // namespace preceptron::session
