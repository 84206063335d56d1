#include "session/machine/descriptor_limit.hpp"

#include "core/folder.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <system_error>

#include <sys/resource.h>

namespace preceptron::session {

namespace {

// A result file in the making with its journal segment, live.json, a new segment, the resolver's.
constexpr std::size_t for_a_moment = 6;

std::size_t open_now() {
    std::error_code error;
    const std::size_t n = names_in("/proc/self/fd", error).size();
    constexpr std::size_t usual = 16; // where there is no /proc
    return n > 0 ? n - 1 : usual;     // less the folder that is being listed
}

std::size_t raised_limit() {
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    if (limit.rlim_cur < limit.rlim_max) {
        const struct rlimit higher { limit.rlim_max, limit.rlim_max };
        if (::setrlimit(RLIMIT_NOFILE, &higher) == 0)
            return higher.rlim_cur;
    }
    return limit.rlim_cur;
}

} // namespace

std::size_t descriptors_for_connections() {
    const std::size_t limit = raised_limit();
    const std::size_t taken = open_now() + for_a_moment;
    return limit > taken ? limit - taken : 1;
}

result<void> enough_descriptors() {
    // Lock, journal and run.log; the event loop's own, with its signals; one connection.
    constexpr std::size_t for_a_run = 3 + 5 + 1;
    const std::size_t limit = raised_limit();
    const std::size_t least = open_now() + for_a_run; // what is needed for a moment can wait
    if (limit >= least)
        return {};
    return fail(errc::io, "the limit of open files (ulimit -n) is " + std::to_string(limit) +
                              ", and a run needs at least " + std::to_string(least) + ": raise it");
}

std::vector<std::size_t> fit_to_descriptors(std::span<const std::size_t> wanted,
                                            std::size_t available) {
    std::vector<std::size_t> fitting(wanted.begin(), wanted.end());
    const std::size_t all = std::accumulate(wanted.begin(), wanted.end(), std::size_t{0});
    if (all > available)
        for (std::size_t& n : fitting)
            n = std::max<std::size_t>(1, n * available / all);
    return fitting;
}

} // namespace preceptron::session
