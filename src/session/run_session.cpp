#include "session/run_session.hpp"

#include "async/loop_lag.hpp"
#include "async/loop_turns.hpp"
#include "async/sleepers.hpp"
#include "async/task_group.hpp"
#include "core/printable.hpp"
#include "results/folder_layout.hpp"
#include "runner/run_benchmark.hpp"
#include "runner/unsent_trial.hpp"
#include "session/folder/journal_place.hpp"
#include "session/folder/live_file.hpp"
#include "session/folder/refusal_records.hpp"
#include "session/lane_set.hpp"
#include "session/machine/spare_memory.hpp"
#include "session/publishing/cell_publisher.hpp"
#include "session/run_progress.hpp"
#include "session/run_signals.hpp"
#include "session/tuning/tune_mailbox.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <memory>

namespace preceptron::session {

namespace asio = boost::asio;

namespace {

using clock = std::chrono::steady_clock;

class session {
  public:
    session(const run_inputs& inputs, const planned_run& planned, journal::opened_journal& journal,
            run_watch& watch, runner::progress_view& view, const publication& target,
            const session_settings& settings)
        : inputs_(inputs), planned_(planned), watch_(watch), view_(view), settings_(settings),
          tick_(context_), naps_(context_.get_executor()), dispatchers_(context_.get_executor()),
          trials_(context_.get_executor()), lanes_(context_.get_executor(), inputs, naps_),
          opened_(journal), out_(*journal.out),
          journal_(context_.get_executor(), *journal.out, watch), publisher_(target),
          live_(results::checkpoint_in(target.output_dir), target.access),
          tune_requests_(results::checkpoint_in(target.output_dir), target.access),
          run_{.entries = inputs.data.entries,
               .journal = journal_,
               .observer = watch,
               .naps = naps_,
               .dispatchers = dispatchers_,
               .trials = trials_,
               .retries = {.max_attempts = inputs.config.retries.max_attempts,
                           .max_wait = inputs.config.retries.max_wait},
               .money = pacing::budget(inputs.config.budget_usd, settings.spent)},
          progress_(watch, run_, out_),
          signals_(
              context_.get_executor(), run_, lanes_,
              settings.tell_signal ? settings.tell_signal
                                   : [&view](std::string_view line) { view.line(line); },
              settings.drain) {}

    // Where memory ran out in mid-flight, coroutines are left that refer to what goes now. They
    // stay, with the context that would end them after it.
    ~session() {
        [[maybe_unused]] static asio::io_context* volatile left_behind; // known, so no leak
        if (in_flight_)
            left_behind = own_context_.release();
    }
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    result<void> prepare() {
        if (auto opened = lanes_.open(settings_.peer); opened.has_error())
            return opened;
        if (lanes_.notice())
            watch_.on_notice(*lanes_.notice());
        judges_ = judges_on(lanes_, inputs_, opened_.contents.results.keys());
        auto selected = judges_.begin();
        for (const prepared_judge& judge : inputs_.judges)
            by_number_.push_back(judge.selected ? &*selected++ : nullptr);
        for (const plan_cell& cell : planned_.work.cells) {
            auto& known = by_number_[cell.judge]->failed_before;
            known.insert(known.end(), cell.failed_before.begin(), cell.failed_before.end());
        }
        for (runner::tested_judge& judge : judges_)
            std::ranges::sort(judge.failed_before);
        progress_.watch(lanes_, judges_);
        return {};
    }

    // From the watch: this cell is complete.
    void publish(cell_name cell) { publisher_.complete(std::move(cell)); }

    session_end run() {
        in_flight_ = true;
        std::exception_ptr error;
        const auto close_for = [this, &error](std::exception_ptr e) {
            if (!error)
                error = e;
            run_.close();
        };
        asio::co_spawn(context_, main(), [this, &close_for](std::exception_ptr e) {
            if (e)
                close_for(e);
            end();
        });
        asio::post(context_, [this] { tick(); });
        // What a handler throws ends the run like any other failure: calls in flight are given up
        // in good order, and what they have brought is saved.
        for (bool running = true; running;) {
            try {
                async::run_in_turns(context_);
                running = false;
                in_flight_ = dispatchers_.size() + trials_.size() > 0;
            } catch (...) {
                running = ends_in_order(close_for);
            }
        }
        journal_.drain();
        refusals_.update(judges_);
        view_.show(progress_.look(), true);
        if (error)
            std::rethrow_exception(error);
        return finish();
    }

  private:
    // False where there is not even the memory to end what is in flight.
    template<class Close>
    static bool ends_in_order(const Close& close_for) noexcept {
        try {
            close_for(std::current_exception());
        } catch (...) {
            return false;
        }
        return true;
    }

    asio::awaitable<void> main() {
        if (settings_.pilot) {
            co_await runner::run_benchmark(run_, by_number_, settings_.pilot->first);
            bool goes_on = may_go_on(settings_.pilot->rest);
            if (goes_on)
                goes_on = co_await is_to_go_on();
            if (goes_on)
                co_await runner::run_benchmark(run_, by_number_, settings_.pilot->rest);
        } else {
            co_await runner::run_benchmark(run_, by_number_, planned_.work);
        }
    }

    // Whether anything of it could still be sent: nobody is asked in vain.
    bool may_go_on(const plan& rest) const {
        return !run_.draining && std::ranges::any_of(rest.cells, [this](const plan_cell& cell) {
            return !cell.open.empty() && runner::may_send(run_, *by_number_[cell.judge]);
        });
    }

    asio::awaitable<bool> is_to_go_on() {
        constexpr auto look_again = std::chrono::milliseconds(50);
        asking_ = true;
        asio::steady_timer pause(context_);
        std::optional<bool> answer = settings_.goes_on(!run_.draining);
        while (!answer) {
            pause.expires_after(look_again);
            co_await pause.async_wait(asio::use_awaitable);
            answer = settings_.goes_on(!run_.draining);
        }
        asking_ = false;
        co_return *answer && !run_.draining;
    }

    // However it came to it: nothing keeps the loop alive any more.
    void end() {
        lanes_.close();
        finished_ = true;
        signals_.close();
        lag_.close();
        tick_.cancel();
    }

    void tick() {
        for (const tune_request& asked : tune_requests_.take())
            tune(asked);
        refusals_.update(judges_);
        mind_the_place();
        mind_the_budget();
        const auto now = progress_.count();
        if (!asking_)
            view_.show(now, false);
        live_.show(now, &lag_);
        constexpr std::uint64_t ticks_for_memory = 4; // each look walks through what is free
        if (++ticks_ % ticks_for_memory == 0)
            memory_.look();
        if (finished_)
            return;
        tick_.expires_after(std::chrono::milliseconds(500));
        tick_.async_wait([this](boost::system::error_code ec) {
            if (!ec && !finished_)
                tick();
        });
    }

    // An answer that is stored where nobody finds it is paid for in vain.
    void mind_the_place() {
        if (run_.broken)
            return;
        if (const auto lost = journal_out_of_place(opened_))
            run_.break_off(*lost, lost->message);
    }

    void mind_the_budget() {
        if (run_.draining || run_.budget_reached)
            return;
        if (const auto doubt = watch_.forecast().doubt(run_.money))
            watch_.on_notice(*doubt);
    }

    void tune(const tune_request& request) {
        if (request.what.has_error())
            return tune_requests_.answer(
                request.id,
                {.changed = {}, .unknown = {}, .refused = request.what.error().message});
        const tuning& asked = *request.what;
        const auto effect = apply(asked, lanes_, judges_, run_);
        for (const tuned_setting& c : effect.changed)
            watch_.on_notice("tuned by " + printable(asked.by, 60) + ": " + c.what + " " +
                             c.before + " -> " + c.after);
        if (!effect.changed.empty())
            if (const auto written = out_.append(make_tune_record(asked.by, effect.changed));
                written.has_error())
                watch_.on_notice("the journal did not take the change: " + written.error().message);
        tune_requests_.answer(request.id, effect);
    }

    session_end finish() {
        session_end end;
        end.signal = signals_.first();
        tell_of_accounts(end, lanes_);
        tell_of_judges(end, judges_);
        tell_of_journal(end, journal_, run_.broken, opened_);
        end.budget_reached = run_.budget_reached;
        end.spent = run_.money.spent();
        end.budget_usd = run_.money.limit();
        end.limited_by = progress_.limits().most();
        end.limits = progress_.limits().by_account();
        end.signals = signals_.take_hold();
        end.written = publisher_.finish(); // what it could not write is written at the end
        return end;
    }

    const run_inputs& inputs_;
    const planned_run& planned_;
    run_watch& watch_;
    runner::progress_view& view_;
    const session_settings& settings_;

    // Before all that holds I/O objects.
    std::unique_ptr<asio::io_context> own_context_ = std::make_unique<asio::io_context>(1);
    asio::io_context& context_ = *own_context_;
    asio::steady_timer tick_;
    async::loop_lag lag_{context_.get_executor()};
    async::sleepers naps_;
    async::task_group dispatchers_, trials_;
    lane_set lanes_;
    std::vector<runner::tested_judge> judges_;
    std::vector<runner::tested_judge*> by_number_; // in the order of inputs_.judges
    journal::opened_journal& opened_;
    journal::writer& out_;
    runner::run_journal journal_;
    cell_publisher publisher_;
    live_file live_;
    tune_mailbox tune_requests_;
    runner::benchmark_run run_;
    spare_memory memory_;
    std::uint64_t ticks_ = 0;
    refusal_records refusals_{out_};
    run_progress progress_;
    run_signals signals_;
    bool finished_ = false;
    bool asking_ = false;    // the terminal shows a question
    bool in_flight_ = false; // coroutines may wait for what the loop brings
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
