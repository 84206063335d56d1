#include "async/blocking_worker.hpp"

#include "async/signal_free_thread.hpp"
namespace preceptron::async {

blocking_worker::blocking_worker(std::function<void()> job, std::chrono::milliseconds rest)
    : job_(std::move(job)), rest_(rest), thread_(signal_free_thread([this] { loop(); })) {}

blocking_worker::~blocking_worker() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void blocking_worker::request() {
    {
        const std::lock_guard lock(mutex_);
        requested_ = true;
        if (!waiting_)
            return; // a worker that runs or rests will see it; waking it would cost more than a run
    }
    changed_.notify_all();
}

void blocking_worker::drain() {
    std::unique_lock lock(mutex_);
    ++draining_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !requested_ && !running_; });
    --draining_;
}

void blocking_worker::loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
        waiting_ = true;
        changed_.wait(lock, [this] { return requested_ || stopping_; });
        waiting_ = false;
        if (!requested_)
            return;
        requested_ = false;
        running_ = true;
        lock.unlock();
        job_();
        lock.lock();
        running_ = false;
        if (draining_ > 0)
            changed_.notify_all();
        changed_.wait_for(lock, rest_, [this] { return stopping_ || draining_ > 0; });
    }
}

} // namespace preceptron::async
