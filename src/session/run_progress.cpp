#include "session/run_progress.hpp"

#include "session/least_time.hpp"

#include <algorithm>
#include <chrono>

namespace preceptron::session {

void run_progress::watch(const lane_set& lanes, std::span<runner::tested_judge> judges) {
    judges_ = judges;
    lanes_ = &lanes;
    for (const auto& account : watch_.accounts())
        lane_watches_.emplace_back(lanes.of(account.name));
}

runner::progress_snapshot run_progress::look() {
    const auto now = std::chrono::steady_clock::now();
    runner::progress_snapshot p = watch_.snapshot(now);
    p.draining = run_.draining;
    const auto counters = out_.counters();
    p.saved = counters.saved_records;
    p.durable = counters.durable_records;
    const lane_watch::surroundings around{cpu_.look(now), !run_.waiting_for_money.empty(),
                                          run_.room.closed(),
                                          lanes_ && lanes_->fill_the_descriptors()};
    std::uint64_t most_left = 0;
    for (std::size_t i = 0; i < lane_watches_.size(); ++i) {
        const run_watch::account_count& account = watch_.accounts()[i];
        const double least_s = least_time_s(lane_watches_[i].of(), judges_, watch_);
        auto lane = lane_watches_[i].look(account, around, least_s > account.at_pace_s, now);
        p.in_flight += lane.in_flight;
        const auto left = account.open();
        if (left > most_left && !lane.stopped) {
            most_left = left;
            p.limited_by = lane.limited_by;
        }
        if (left > 0 && lane.held) // for as long as somebody pleases
            p.eta_s.reset();
        else if (left > 0 && !lane.stopped && p.eta_s)
            p.eta_s = std::max({*p.eta_s, lane.paused_for_s, least_s});
        p.lanes.push_back(std::move(lane));
    }
    return p;
}

runner::progress_snapshot run_progress::count() {
    auto now = look();
    limits_.add(now);
    return now;
}

} // namespace preceptron::session
