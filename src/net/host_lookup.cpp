#include "net/host_lookup.hpp"

#include "async/signal_free_thread.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>

#include <netdb.h>
#include <sys/socket.h>

namespace preceptron::net {

// Shared with the thread, which may outlive everything else.
struct host_lookup::job {
    std::mutex mutex;
    host_lookup* owner = nullptr; // null: nobody wants to know any more
    std::optional<result<addresses>> found;
};

// A caller of find(). When the last one goes, the lookup is left to itself: nothing is posted to an
// event loop that may be gone.
class host_lookup::waiter {
  public:
    waiter(host_lookup& owner, asio::steady_timer& patience)
        : owner_(owner), place_(owner.waiting_.insert(owner.waiting_.end(), &patience)) {}
    ~waiter() {
        owner_.waiting_.erase(place_);
        if (!owner_.waiting_.empty() || !owner_.under_way_)
            return;
        const std::lock_guard lock(owner_.under_way_->mutex);
        owner_.under_way_->owner = nullptr;
    }
    waiter(const waiter&) = delete;
    waiter& operator=(const waiter&) = delete;

  private:
    host_lookup& owner_;
    std::list<asio::steady_timer*>::iterator place_;
};

host_lookup::host_lookup(asio::any_io_executor executor, std::string host, function look_up)
    : executor_(std::move(executor)), host_(std::move(host)), look_up_(std::move(look_up)) {}

host_lookup::~host_lookup() {
    if (!under_way_)
        return;
    const std::lock_guard lock(under_way_->mutex);
    under_way_->owner = nullptr;
}

asio::awaitable<result<host_lookup::addresses>> host_lookup::find(asio::steady_timer& patience) {
    if (waiting_.empty())
        begin();
    const auto mine = under_way_;
    const waiter me(*this, patience);
    patience.expires_at(asio::steady_timer::time_point::max());
    if (!mine->found)
        co_await patience.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!mine->found)
        co_return fail(errc::cancelled, "the lookup of " + host_ + " was given up");
    auto found = *mine->found;
    if (found.has_value())
        std::ranges::stable_sort(*found, {}, [this](const auto& a) { return rank(a); });
    co_return found;
}

void host_lookup::has_answered(const asio::ip::address& address) {
    answered_ = address;
    std::erase(silent_, address);
}

void host_lookup::was_silent(const asio::ip::address& address) {
    if (answered_ == address)
        answered_.reset();
    std::erase(silent_, address); // the latest comes last
    silent_.push_back(address);
}

std::size_t host_lookup::rank(const asio::ip::address& address) const {
    if (answered_ == address)
        return 0;
    const auto silent = std::ranges::find(silent_, address);
    return silent == silent_.end() ? 1 : 2 + static_cast<std::size_t>(silent - silent_.begin());
}

void host_lookup::begin() {
    under_way_ = std::make_shared<job>();
    under_way_->owner = this;
    const auto answered = [](const std::shared_ptr<job>& which, result<addresses> found) {
        which->found = std::move(found);
        if (which->owner)
            for (asio::steady_timer* timer : which->owner->waiting_)
                timer->cancel();
    };
    try {
        async::signal_free_thread([executor = executor_, host = host_, look_up = look_up_,
                                   which = under_way_, answered] {
            auto found = look_up(host);
            const std::lock_guard lock(which->mutex);
            if (which->owner)
                asio::post(executor, [which, answered, found = std::move(found)]() mutable {
                    answered(which, std::move(found));
                });
        }).detach();
    } catch (const std::system_error& e) {
        under_way_->found =
            fail(errc::network, "the host name " + host_ + " could not be looked up: " + e.what());
    }
}

result<host_lookup::addresses> host_lookup::ask_system(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (error != 0)
        return fail(errc::network,
                    "the host name " + host + " could not be resolved: " +
                        (error == EAI_SYSTEM ? std::strerror(errno) : ::gai_strerror(error)));
    addresses found;
    for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
        asio::ip::tcp::endpoint endpoint;
        if (each->ai_addrlen > endpoint.capacity())
            continue;
        std::memcpy(endpoint.data(), each->ai_addr, each->ai_addrlen);
        endpoint.resize(each->ai_addrlen);
        found.push_back(endpoint.address());
    }
    ::freeaddrinfo(list);
    return found;
}

} // namespace preceptron::net
