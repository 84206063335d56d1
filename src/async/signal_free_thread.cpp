#include "async/signal_free_thread.hpp"

#include <csignal>

namespace preceptron::async {

namespace {

// Of the calling thread; what it starts meanwhile begins so, too.
class all_signals_blocked {
  public:
    all_signals_blocked() noexcept {
        sigset_t all;
        sigfillset(&all);
        sigdelset(&all, SIGBUS); // it is about what the thread itself does: core/mapped_file
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~all_signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    all_signals_blocked(const all_signals_blocked&) = delete;
    all_signals_blocked& operator=(const all_signals_blocked&) = delete;

  private:
    sigset_t before_;
};

} // namespace

std::thread signal_free_thread(std::function<void()> body) {
    const all_signals_blocked meanwhile;
    return std::thread(std::move(body));
}

} // namespace preceptron::async
