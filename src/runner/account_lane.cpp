#include "runner/account_lane.hpp"

namespace preceptron::runner {

namespace {

// Trials that sleep between attempts hold no slot, but they hold memory: bounded in proportion.
constexpr std::size_t trials_per_slot = 4;

} // namespace

account_lane::account_lane(asio::any_io_executor executor, lane_settings settings,
                           const provider::codec& c, const net::tls_context* tls, const secret* k,
                           async::sleepers& naps)
    : codec(c), key(k), pool(executor, settings.peer, tls, settings.via), slots(executor, settings.threads),
      trials(executor, settings.threads * trials_per_slot), settings_(std::move(settings)),
      naps_(naps) {}

asio::awaitable<bool> account_lane::pace() {
    // g++ 12 misplaces the frame's promise when the co_await is the condition of an `if` that is a
    // loop's whole body without braces; tests/tools/coroutine_traps_test.py keeps watch.
    while (paused_until_ > clock::now()) {
        const bool slept = co_await naps_.sleep_until(paused_until_);
        if (!slept)
            co_return false;
    }
    co_return true;
}

void account_lane::pause_until(clock::time_point when) noexcept {
    paused_until_ = std::max(paused_until_, when);
}

void account_lane::stop(std::string reason) {
    if (!stopped_)
        stopped_ = std::move(reason);
}

} // namespace preceptron::runner
