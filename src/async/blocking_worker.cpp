#include "async/blocking_worker.hpp"

#include <csignal>

namespace preceptron::async {

namespace {

// Signals belong to the event loop's thread: the worker is started with all of them blocked.
std::thread start_without_signals(std::function<void()> body) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(std::move(body));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

} // namespace

blocking_worker::blocking_worker(std::function<void()> job, std::chrono::milliseconds rest)
    : job_(std::move(job)), rest_(rest), thread_(start_without_signals([this] { loop(); })) {}

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
