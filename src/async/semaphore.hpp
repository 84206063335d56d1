// A counting semaphore for coroutines of one thread. Of those who wait the lowest rank is first,
// and of one rank who came first; the limit may change while permits are out.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <utility>

namespace preceptron::async {

namespace asio = boost::asio;

class semaphore {
  public:
    // A slot, given back when it goes out of scope. Outlived by the semaphore.
    class permit {
      public:
        permit() = default;
        permit(permit&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
        permit& operator=(permit&& other) noexcept;
        ~permit() { release(); }

        void release() noexcept;
        explicit operator bool() const noexcept { return owner_ != nullptr; }

      private:
        friend class semaphore;
        explicit permit(semaphore& owner) noexcept : owner_(&owner) {}
        semaphore* owner_ = nullptr;
    };

    semaphore(asio::any_io_executor executor, std::size_t limit)
        : executor_(std::move(executor)), limit_(limit) {}
    semaphore(const semaphore&) = delete;
    semaphore& operator=(const semaphore&) = delete;

    // Waits for a slot. Throws system_error(operation_aborted) when the caller is cancelled; a slot
    // that was granted at the same moment is not lost.
    asio::awaitable<permit> acquire(std::size_t rank = 0);

    // Lowering it takes no permit away: the number in use falls as they come back.
    void set_limit(std::size_t limit) noexcept;

    std::size_t limit() const noexcept { return limit_; }
    std::size_t in_use() const noexcept { return in_use_; }
    std::size_t waiting() const noexcept { return waiting_; }

  private:
    struct waiter;
    void give_back() noexcept;
    void wake() noexcept;
    void unlink(waiter& w) noexcept;

    asio::any_io_executor executor_;
    std::size_t limit_;
    std::size_t in_use_ = 0;
    std::size_t waiting_ = 0;
    waiter* first_ = nullptr;
    waiter* last_ = nullptr;
};

} // namespace preceptron::async
