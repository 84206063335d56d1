// The lanes of all accounts that a run asks, with the TLS context and the proxy that they share.
#pragma once

#include "core/result.hpp"
#include "net/origin.hpp"
#include "net/proxy_connect.hpp"
#include "net/tls_context.hpp"
#include "runner/benchmark_run.hpp"
#include "session/planning/run_inputs.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

class lane_set {
  public:
    using by_account = std::map<std::string, std::unique_ptr<runner::account_lane>>;

    // All three outlive it.
    lane_set(boost::asio::any_io_executor executor, const run_inputs& inputs, async::sleepers& naps)
        : executor_(std::move(executor)), inputs_(inputs), naps_(naps) {}

    // A lane for every account of a selected judge; `peer`: where every account is really reached,
    // if not at its base URL. errc::bad_configuration when TLS cannot be set up.
    result<void> open(const std::optional<net::origin>& peer);

    runner::account_lane& of(const std::string& account) const { return *lanes_.at(account); }
    runner::account_lane* find(const std::string& account) const; // null: the run has no such
    by_account::const_iterator begin() const noexcept { return lanes_.begin(); }
    by_account::const_iterator end() const noexcept { return lanes_.end(); }

    // What may be open over all accounts: descriptors_for_connections() when they were opened.
    std::size_t most_connections() const noexcept { return most_connections_; }

    // Whether `threads` of all accounts, as they are now, leave none of these over.
    bool fill_the_descriptors() const noexcept;

    // What the user should know of how they were opened.
    const std::optional<std::string>& notice() const noexcept { return notice_; }

    // Closes idle connections.
    void close();

  private:
    result<void> add(const config::account& account, std::size_t threads,
                     const std::optional<net::origin>& peer);
    result<void> prepare_tls();
    const net::proxy* proxy_for(const config::account& account);

    boost::asio::any_io_executor executor_;
    const run_inputs& inputs_;
    async::sleepers& naps_;
    std::optional<net::tls_context> tls_;
    std::optional<net::proxy> proxy_;
    std::optional<std::string> notice_;
    std::size_t most_connections_ = 0;
    by_account lanes_; // last: lanes use all of the above
};

// The selected judges of `inputs`, in their order, each on its lane.
std::vector<runner::tested_judge>
judges_on(const lane_set& lanes, const run_inputs& inputs,
          journal::key_layout layout = journal::key_layout::judge_first);

// errc::bad_configuration where open() would fail for want of TLS, which a selected judge needs.
result<void> try_tls(const run_inputs& inputs);

} // namespace preceptron::session
