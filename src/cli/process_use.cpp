#include "cli/process_use.hpp"

#include "session/cpu_share.hpp"

#include <chrono>

#include <sys/resource.h>

namespace preceptron::cli {

namespace {

const auto process_started = std::chrono::steady_clock::now();

} // namespace

results::process_use process_use_so_far() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    results::process_use use;
    use.cpu_s = session::cpu_seconds_so_far();
    use.wall_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - process_started).count();
    use.peak_rss_kb = usage.ru_maxrss;
    return use;
}

} // namespace preceptron::cli
