#include "simulator/session_group.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace preceptron::simulator {

namespace asio = boost::asio;

namespace {

// A session that was cancelled between two waits says so by this exception.
std::exception_ptr without_cancellation(std::exception_ptr error) {
    try {
        if (error)
            std::rethrow_exception(error);
    } catch (const boost::system::system_error& thrown) {
        if (thrown.code() != asio::error::operation_aborted)
            return error;
    } catch (const std::exception&) {
        return error;
    }
    return nullptr;
}

} // namespace

session_group::session_group(asio::any_io_executor executor)
    : executor_(std::move(executor)), emptied_(executor_, asio::steady_timer::time_point::max()) {}

void session_group::spawn(asio::awaitable<void> session) {
    const auto which = running_.emplace(running_.end());
    asio::co_spawn(
        executor_, std::move(session),
        asio::bind_cancellation_slot(which->slot(), [this, which](std::exception_ptr error) {
            end(which, std::move(error));
        }));
}

void session_group::end(std::list<asio::cancellation_signal>::iterator which,
                        std::exception_ptr error) {
    running_.erase(which);
    if (!error_)
        error_ = without_cancellation(std::move(error));
    if (running_.empty())
        emptied_.cancel();
}

void session_group::cancel() {
    for (auto next = running_.begin(); next != running_.end();)
        (next++)->emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> session_group::join() {
    while (!running_.empty())
        co_await emptied_.async_wait(asio::as_tuple(asio::use_awaitable));
    if (error_)
        std::rethrow_exception(std::exchange(error_, nullptr));
}

} // namespace preceptron::simulator
