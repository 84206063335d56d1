#include "session/limit_tally.hpp"

#include <algorithm>

namespace preceptron::session {

void limit_tally::add(const runner::progress_snapshot& now) {
    ++looks_;
    for (const runner::lane_progress& lane : now.lanes)
        add(lane);
    if (!now.limited_by)
        return;
    seen& limit = by_factor_[*now.limited_by];
    ++limit.looks;
    for (const runner::lane_progress& lane : now.lanes)
        if (lane.limited_by == now.limited_by && !lane.advice.empty())
            limit.advice = lane.advice;
}

void limit_tally::add(const runner::lane_progress& lane) {
    if (lane.done >= lane.planned || lane.stopped || !lane.limited_by)
        return;
    auto account = std::ranges::find(accounts_, lane.name, &seen_account::name);
    if (account == accounts_.end())
        account = accounts_.insert(account, {lane.name, 0, {}});
    ++account->looks;
    seen& limit = account->by_factor[*lane.limited_by];
    ++limit.looks;
    if (!lane.advice.empty())
        limit.advice = lane.advice;
}

std::vector<journal::account_limits> limit_tally::by_account() const {
    std::vector<journal::account_limits> out;
    for (const seen_account& account : accounts_) {
        journal::account_limits& a = out.emplace_back();
        a.account = account.name;
        a.looks = account.looks;
        std::uint64_t most = 0;
        for (const auto& [factor, limit] : account.by_factor) {
            if (factor == pacing::limiting_factor::nothing)
                continue;
            a.by.emplace(to_string(factor), limit.looks);
            if (limit.looks < most)
                continue;
            most = limit.looks;
            // Of a hold there is none to let go on any more.
            a.would_help = factor == pacing::limiting_factor::held ? std::string() : limit.advice;
        }
    }
    return out;
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
