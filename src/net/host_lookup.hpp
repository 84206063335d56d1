// Looks a host name up, on a thread of its own: the system's lookup blocks, cannot be ended, and
// may take half a minute where a name server is silent. Nobody else waits for it: neither other
// hosts, nor a connect deadline, nor the end of the program.
#pragma once

#include "core/result.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::net {

namespace asio = boost::asio;

class host_lookup {
  public:
    using addresses = std::vector<asio::ip::address>;
    using function = std::function<result<addresses>(const std::string& host)>;

    host_lookup(asio::any_io_executor executor, std::string host, function look_up = ask_system);
    ~host_lookup();
    host_lookup(const host_lookup&) = delete;
    host_lookup& operator=(const host_lookup&) = delete;

    // The addresses, or errc::network. Callers at the same time share one lookup. `patience` is the
    // caller's: when it is cancelled, the wait ends with errc::cancelled.
    asio::awaitable<result<addresses>> find(asio::steady_timer& patience);

    // From now on it is the first of those that are found, so that one which swallows packets is
    // waited for once, not for every connection.
    void has_answered(const asio::ip::address& address);

    // From now on it is the last of them: were there many, nobody would come to those behind.
    void was_silent(const asio::ip::address& address);

    // Blocks. errc::network: why there is no address.
    static result<addresses> ask_system(const std::string& host);

  private:
    struct job;
    class waiter;
    void begin();
    std::size_t rank(const asio::ip::address& address) const; // the least is tried first

    asio::any_io_executor executor_;
    std::string host_;
    function look_up_;
    std::shared_ptr<job> under_way_; // null = none
    std::list<asio::steady_timer*> waiting_;
    std::optional<asio::ip::address> answered_;
    std::vector<asio::ip::address> silent_;
};

} // namespace preceptron::net
