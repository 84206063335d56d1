#include "async/signal_hold.hpp"

#include <csignal>
#include <cstddef>

namespace preceptron::async {

namespace {

constexpr std::array numbers{SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t first_signal = 0;

extern "C" void remember_signal(int number) {
    if (first_signal == 0)
        first_signal = number;
}

} // namespace

signal_hold::signal_hold() {
    first_signal = 0;
    struct sigaction remember {};
    remember.sa_handler = remember_signal;
    remember.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        ::sigaction(numbers[i], nullptr, &before_[i]);
        if (before_[i].sa_handler != SIG_IGN)
            ::sigaction(numbers[i], &remember, nullptr);
    }
}

signal_hold::~signal_hold() {
    for (std::size_t i = 0; i < numbers.size(); ++i)
        ::sigaction(numbers[i], &before_[i], nullptr);
}

int signal_hold::first() const noexcept {
    return first_signal;
}

signal_gap::signal_gap() {
    sigset_t all;
    sigemptyset(&all);
    for (const int number : numbers)
        sigaddset(&all, number);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
}

signal_gap::~signal_gap() {
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

} // namespace preceptron::async
