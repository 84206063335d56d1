#include "async/semaphore.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace preceptron::async {

// Lives in the waiting coroutine's frame, so that destroying the frame at any moment leaves neither
// a dangling list entry nor a lost permit.
struct semaphore::waiter {
    waiter(semaphore& s, std::size_t its_rank) : owner(s), rank(its_rank), timer(s.executor_) {
        previous = s.last_;
        while (previous && previous->rank > rank)
            previous = previous->previous;
        next = previous ? previous->next : s.first_;
        (previous ? previous->next : s.first_) = this;
        (next ? next->previous : s.last_) = this;
        ++s.waiting_;
        timer.expires_at(asio::steady_timer::time_point::max());
    }
    ~waiter() {
        if (!granted)
            owner.unlink(*this);
        else if (!taken)
            owner.give_back();
    }

    semaphore& owner;
    const std::size_t rank;
    asio::steady_timer timer; // never fires; cancelled to wake the coroutine
    waiter* previous = nullptr;
    waiter* next = nullptr;
    bool granted = false;
    bool taken = false;
};

semaphore::permit& semaphore::permit::operator=(permit&& other) noexcept {
    if (this != &other) {
        release();
        owner_ = std::exchange(other.owner_, nullptr);
    }
    return *this;
}

void semaphore::permit::release() noexcept {
    if (semaphore* owner = std::exchange(owner_, nullptr))
        owner->give_back();
}

asio::awaitable<semaphore::permit> semaphore::acquire(std::size_t rank) {
    if (in_use_ < limit_ && !first_) {
        ++in_use_;
        co_return permit(*this);
    }
    waiter w(*this, rank);
    co_await w.timer.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!w.granted)
        throw boost::system::system_error(asio::error::operation_aborted);
    w.taken = true;
    co_return permit(*this);
}

void semaphore::set_limit(std::size_t limit) noexcept {
    limit_ = limit;
    wake();
}

void semaphore::give_back() noexcept {
    --in_use_;
    wake();
}

void semaphore::wake() noexcept {
    while (first_ && in_use_ < limit_) {
        waiter& w = *first_;
        unlink(w);
        ++in_use_;
        w.granted = true;
        w.timer.cancel();
    }
}

void semaphore::unlink(waiter& w) noexcept {
    (w.previous ? w.previous->next : first_) = w.next;
    (w.next ? w.next->previous : last_) = w.previous;
    --waiting_;
}

} // namespace preceptron::async
