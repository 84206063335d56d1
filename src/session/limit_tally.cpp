#include "session/limit_tally.hpp"

namespace preceptron::session {

void limit_tally::add(const runner::progress_snapshot& now) {
    ++looks_;
    if (!now.limited_by)
        return;
    seen& limit = by_factor_[*now.limited_by];
    ++limit.looks;
    for (const runner::lane_progress& lane : now.lanes)
        if (lane.limited_by == now.limited_by && !lane.advice.empty())
            limit.advice = lane.advice;
}

main_limit limit_tally::most() const {
    constexpr double long_enough = 0.3;
    main_limit found;
    for (const auto& [factor, limit] : by_factor_) {
        const double share = static_cast<double>(limit.looks) / static_cast<double>(looks_);
        if (factor != pacing::limiting_factor::nothing && share >= long_enough &&
            share >= found.share)
            found = {factor, share, limit.advice};
    }
    return found;
}

} // namespace preceptron::session
