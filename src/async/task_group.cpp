#include "async/task_group.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace preceptron::async {

// Shared with the child's completion handler: the signal must live as long as the child's frame,
// which at teardown may be longer than the group.
struct task_group::child {
    task_group* group = nullptr;
    bool ended = false;
    asio::cancellation_signal stop;
    std::list<std::shared_ptr<child>>::iterator place;
};

namespace {

bool is_cancellation(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
        return e.code() == asio::error::operation_aborted;
    } catch (const std::exception&) {
        return false;
    }
}

} // namespace

task_group::task_group(asio::any_io_executor executor) : executor_(std::move(executor)) {}

task_group::~task_group() {
    for (const auto& c : children_)
        c->group = nullptr;
}

void task_group::spawn(asio::awaitable<void> work) {
    auto c = std::make_shared<child>();
    c->group = this;
    c->place = children_.insert(children_.end(), c);
    const auto slot = c->stop.slot();
    asio::co_spawn(executor_, std::move(work),
                   asio::bind_cancellation_slot(slot, [c](std::exception_ptr error) {
                       c->ended = true;
                       if (c->group)
                           c->group->finished(*c, error);
                   }));
}

void task_group::finished(child& c, std::exception_ptr error) {
    if (error && !first_error_ && !is_cancellation(error))
        first_error_ = error;
    children_.erase(c.place);
    if (children_.empty() && joiner_)
        joiner_->cancel();
}

void task_group::cancel() {
    // Boost 1.81's co_spawn forwards a signal through its executor with a bare pointer into the
    // child: emitted outside the loop it would arrive after the child's end. Inside, it runs at
    // once; but not inside a child, which may be the one that asks: co_spawn throws out of the loop
    // when a child is cancelled before it was ever suspended.
    asio::post(executor_, [running = std::list<std::shared_ptr<child>>(children_)] {
        for (const auto& c : running)
            if (!c->ended)
                c->stop.emit(asio::cancellation_type::terminal);
    });
}

asio::awaitable<void> task_group::join() {
    asio::steady_timer all_ended(executor_); // never fires; cancelled when the last child ends
    joiner_ = &all_ended;
    // The wait itself must not be cut short: children hold references into the caller's frame.
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto state = co_await asio::this_coro::cancellation_state;
    bool passed_on = false;
    while (!children_.empty()) {
        if (!passed_on && state.cancelled() != asio::cancellation_type::none) {
            passed_on = true;
            co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
            cancel();
            continue;
        }
        all_ended.expires_at(asio::steady_timer::time_point::max());
        co_await all_ended.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    joiner_ = nullptr;
    co_await asio::this_coro::throw_if_cancelled(true);
    if (first_error_)
        std::rethrow_exception(std::exchange(first_error_, nullptr));
}

} // namespace preceptron::async
