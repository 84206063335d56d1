// The only place that starts coroutines. Children run until they end or are cancelled, and are
// joined before the group goes: nothing outlives the frame that started it. The group itself holds
// no I/O object, so it may outlive the io_context and is safe when that is torn down in mid-flight.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <exception>
#include <list>
#include <memory>

namespace preceptron::async {

namespace asio = boost::asio;

class task_group {
  public:
    explicit task_group(asio::any_io_executor executor);
    task_group(const task_group&) = delete;
    task_group& operator=(const task_group&) = delete;
    // Children still running (the io_context is being torn down) are cut loose from the group.
    ~task_group();

    // Arguments of the coroutine must live until join() returns.
    void spawn(asio::awaitable<void> child);

    // Asks every child to stop: the operation it waits for ends with operation_aborted.
    void cancel();

    // Waits for all children; one caller at a time. Rethrows the first exception one ended with,
    // cancellation aside. Cancelling the waiter cancels the children and still waits for them.
    asio::awaitable<void> join();

    std::size_t size() const noexcept { return children_.size(); }

  private:
    struct child;
    void finished(child& c, std::exception_ptr error);

    asio::any_io_executor executor_;
    asio::steady_timer* joiner_ = nullptr; // in the frame of join()
    std::list<std::shared_ptr<child>> children_;
    std::exception_ptr first_error_;
};

} // namespace preceptron::async
