#include "cli/running/process_use.hpp"

#include "session/machine/cpu_share.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include <sys/resource.h>

namespace preceptron::cli {

namespace {

// In kB. What getrusage tells is no less than what the process had before it became this program:
// the size of who started it.
std::optional<long> resident_peak() {
    std::ifstream status("/proc/self/status");
    const std::string_view name = "VmHWM:";
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name))
            return std::strtol(line.c_str() + name.size(), nullptr, 10);
    return {};
}

const auto process_started = std::chrono::steady_clock::now();

} // namespace

results::process_use process_use_so_far() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    results::process_use use;
    use.cpu_s = session::cpu_seconds_so_far();
    use.wall_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - process_started).count();
    use.peak_rss_kb = resident_peak().value_or(usage.ru_maxrss);
    return use;
}

} // namespace preceptron::cli
