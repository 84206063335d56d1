// What the trials of one run share: the dataset, the judges, the journal, and whether the run is
// ending. It holds no I/O object; the composition root declares it before the io_context runs.
#pragma once

#include "async/sleepers.hpp"
#include "async/task_group.hpp"
#include "benchmark/entry.hpp"
#include "benchmark/judge_spec.hpp"
#include "benchmark/open_trials.hpp"
#include "judging/prompt_choice.hpp"
#include "judging/task_set.hpp"
#include "pacing/budget.hpp"
#include "pacing/overcome_errors.hpp"
#include "pacing/refusal_watch.hpp"
#include "pacing/retry_policy.hpp"
#include "pacing/token_forecast.hpp"
#include "runner/account_lane.hpp"
#include "runner/journal_room.hpp"
#include "runner/run_journal.hpp"

#include <memory>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::runner {

// A judge under test in this run.
struct tested_judge {
    judge_spec spec;
    account_lane& lane;
    const judging::task_set& tasks;
    judging::prompt_choice prompt{};
    std::optional<token_price> price;
    journal::judge_keys keys{spec};
    std::string named{}; // where the configuration says model_id: "config.yaml line 21"
    provider::learned_parameters learned{};
    std::optional<std::string> stopped{}; // why nothing more is asked of it
    bool given_up = false;                // for that; the next run may be served
    rate_limits limits{};                 // of its own, beside its account's
    std::unique_ptr<pacing::rate_limiter> own_limits = std::make_unique<pacing::rate_limiter>();
    pacing::token_forecast forecast{};
    pacing::refusal_watch refusals{};
    pacing::overcome_errors overcome{};
    record_buffer reading{};
    std::vector<trial> failed_before{}; // in order: the journal says why they have no score

    // Takes effect at once.
    void set_limits(const rate_limits& new_limits) {
        limits = new_limits;
        own_limits->configure(limits);
    }

    call_gate::limiters limiters() {
        return {&lane.limits(), &lane.limits_of(spec.model_id), own_limits.get()};
    }
};

struct benchmark_run {
    std::span<const entry> entries;
    run_journal& journal;
    run_observer& observer;
    async::sleepers& naps;
    async::task_group& dispatchers;
    async::task_group& trials;
    pacing::retry_settings retries;
    pacing::budget money{};
    bool budget_reached = false;    // nothing more is sent
    std::size_t prospects = 0;      // runner/prospect
    // Of each trial that waits for it, what its call may cost at its worst.
    std::multiset<double> waiting_for_money{};
    std::mt19937_64 random{std::random_device{}()};
    bool draining = false;
    bool closing = false;
    std::optional<failure> broken{}; // why the run cannot go on, if so
    journal_room room{journal, observer, naps};

    // Nothing new is sent; what is in flight is awaited.
    void drain();
    // What is in flight is given up.
    void close();
    // Nothing more is asked of the judge; the first reason is kept, and told, with what its server
    // `said`.
    void stop(tested_judge& judge, const std::string& why, std::string_view said = {});
    // The same, of one that may be served in the next run.
    void give_up(tested_judge& judge, const std::string& why);
    // Drains for a reason, which is told at the end; `what` tells it now. The first one counts.
    void break_off(const failure& why, std::string_view what);
    // A call has ended, and perhaps what it did not cost is free for others.
    void settle_money(double worst, std::optional<double> cost);
    // After an outcome was appended: sees to it that what could not be written will be.
    void mind_the_journal();
};

} // namespace preceptron::runner
