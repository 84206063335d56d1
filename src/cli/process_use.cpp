#include "cli/process_use.hpp"

#include <chrono>

#include <sys/resource.h>
#include <sys/time.h>

namespace preceptron::cli {

namespace {

const auto process_started = std::chrono::steady_clock::now();

} // namespace

results::process_use process_use_so_far() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    results::process_use use;
    use.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    use.wall_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - process_started).count();
    use.peak_rss_kb = usage.ru_maxrss;
    return use;
}

} // namespace preceptron::cli
