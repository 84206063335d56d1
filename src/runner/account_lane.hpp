// A lane: all that one account shares. Slots, connections, the codec, the pause that the provider
// has asked for, and whether the account still serves us at all.
#pragma once

#include "async/semaphore.hpp"
#include "async/sleepers.hpp"
#include "net/connection_pool.hpp"
#include "net/http_exchange.hpp"
#include "provider/provider.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace preceptron::runner {

namespace asio = boost::asio;

struct lane_settings {
    std::string name; // judge_spec::account
    std::string key_named; // where its key stands, for messages; empty = it has none
    std::size_t threads = 10;
    net::origin peer;
    net::exchange_deadlines deadlines;
    const net::proxy* via = nullptr; // outlives the lane; null = direct
};

class account_lane {
  public:
    using clock = std::chrono::steady_clock;

    // `tls` may be null for plain http; `key` may be null. Both, the codec and `naps` outlive the
    // lane.
    account_lane(asio::any_io_executor executor, lane_settings settings,
                 const provider::codec& codec, const net::tls_context* tls, const secret* key,
                 async::sleepers& naps);

    // The last gate before the wire: waits while the lane is paused. False when the run is ending
    // and nothing more should be sent.
    asio::awaitable<bool> pace();

    // Closes the lane for a while; a longer pause in force stays.
    void pause_until(clock::time_point when) noexcept;

    // The account is refused: nothing more is sent. The first reason is kept.
    void stop(std::string reason);
    const std::optional<std::string>& stopped() const noexcept { return stopped_; }

    const lane_settings& settings() const noexcept { return settings_; }
    clock::time_point paused_until() const noexcept { return paused_until_; }

    const provider::codec& codec;
    const secret* const key;
    net::connection_pool pool;
    async::semaphore slots;  // calls in flight
    async::semaphore trials; // trials begun and not settled, sleeping ones included

  private:
    lane_settings settings_;
    async::sleepers& naps_;
    clock::time_point paused_until_ = clock::time_point::min();
    std::optional<std::string> stopped_;
};

} // namespace preceptron::runner
