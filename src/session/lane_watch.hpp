// One lane over time: what it waited for in the last half minute, and how it stands now, for
// progress.
#pragma once

#include "pacing/limiting_factor.hpp"
#include "runner/account_lane.hpp"
#include "runner/progress.hpp"
#include "session/run_watch.hpp"

#include <array>
#include <chrono>
#include <deque>

namespace preceptron::session {

class lane_watch {
  public:
    using clock = std::chrono::steady_clock;

    // `lane` outlives it.
    explicit lane_watch(runner::account_lane& lane) : lane_(lane) {}

    // What is asked of the run as a whole at every look.
    struct surroundings {
        double cpu = 0;                 // share of one core, of late
        bool waiting_for_money = false; // trials wait for the budget
        bool no_room = false;           // the disk takes no more answers
        bool no_sockets = false;        // the system would open no more of them
    };
    // `limits_decide`: what is open takes longer at the limits than at the pace of late.
    runner::lane_progress look(const run_watch::account_count& account, const surroundings& around,
                               bool limits_decide, clock::time_point now);

    const runner::account_lane& of() const noexcept { return lane_; }

  private:
    struct mark {
        clock::time_point when{};
        std::array<double, pacing::gate_factors.size()> waited_s{}; // at the gate
        double full_s = 0, asleep_s = 0, money_s = 0;
    };
    void count(const surroundings& around, clock::time_point now);
    pacing::account_activity activity(const run_watch::account_count& account,
                                      const surroundings& around) const;
    void add_oldest_calls(runner::lane_progress& p, clock::time_point now) const;

    runner::account_lane& lane_;
    mark latest_;
    std::deque<mark> marks_; // of the last half minute, or since it was tuned
    bool held_ = false;
    std::size_t threads_ = 0;
    rate_limits limits_{};
};

} // namespace preceptron::session
