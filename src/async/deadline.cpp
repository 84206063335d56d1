#include "async/deadline.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

namespace preceptron::async {

// Outlives the deadline as long as a wait is pending.
struct deadline::state : std::enable_shared_from_this<deadline::state> {
    state(asio::any_io_executor executor, std::function<void()> f)
        : timer(std::move(executor)), expire(std::move(f)) {}

    void arm() {
        timer_due = due;
        timer.expires_at(due); // cancels a pending wait, whose handler then sees another generation
        timer.async_wait([self = shared_from_this(), mine = ++generation](auto ec) {
            if (!ec && mine == self->generation)
                self->fired();
        });
    }

    void fired() {
        timer_due = clock::time_point::max();
        if (due == clock::time_point::max())
            return;
        if (due > clock::now()) {
            arm();
            return;
        }
        due = clock::time_point::max();
        expire();
    }

    asio::steady_timer timer;
    std::function<void()> expire;
    clock::time_point due = clock::time_point::max();       // max = none
    clock::time_point timer_due = clock::time_point::max(); // when the pending wait fires
    unsigned generation = 0;
};

deadline::deadline(asio::any_io_executor executor, std::function<void()> expire)
    : state_(std::make_shared<state>(std::move(executor), std::move(expire))) {}

deadline::~deadline() {
    ++state_->generation;
    state_->timer.cancel();
}

void deadline::set(clock::time_point when) {
    state_->due = when;
    if (when < state_->timer_due)
        state_->arm();
}

void deadline::clear() noexcept {
    state_->due = clock::time_point::max();
}

} // namespace preceptron::async
