#include "session/machine/cpu_share.hpp"

#include <sys/resource.h>

namespace preceptron::session {

namespace {

double seconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

} // namespace

double cpu_seconds_so_far() noexcept {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double cpu_share::look(clock::time_point now) noexcept {
    const double passed = std::chrono::duration<double>(now - since_).count();
    if (passed < 1)
        return share_;
    const double used = cpu_seconds_so_far();
    if (since_ != clock::time_point{})
        share_ = (used - cpu_s_) / passed;
    since_ = now;
    cpu_s_ = used;
    return share_;
}

} // namespace preceptron::session
