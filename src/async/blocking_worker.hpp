// One helper thread for one blocking job (a journal's fdatasync). Requests that arrive while the
// job runs are answered by one further run, so batches size themselves.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace preceptron::async {

class blocking_worker {
  public:
    // `job` runs on the worker's thread only, never twice at the same time; between two runs the
    // thread rests for so long, unless somebody drains.
    explicit blocking_worker(std::function<void()> job, std::chrono::milliseconds rest = {});
    // Finishes the job that runs or is requested, then ends the thread.
    ~blocking_worker();
    blocking_worker(const blocking_worker&) = delete;
    blocking_worker& operator=(const blocking_worker&) = delete;

    // After this returns, the job will begin at least once more.
    void request();

    // Blocks until no run is requested or under way.
    void drain();

  private:
    void loop();

    std::function<void()> job_;
    const std::chrono::milliseconds rest_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool requested_ = false;
    bool running_ = false;
    bool waiting_ = false; // the thread, for a request
    bool stopping_ = false;
    int draining_ = 0;   // callers that wait in drain()
    std::thread thread_; // last: it uses all of the above
};

} // namespace preceptron::async
