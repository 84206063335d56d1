#include "cli/console/stderr_stream.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

// A description of our own where stderr is a terminal: O_NONBLOCK on the inherited one would reach
// the shell and every other program that shares it.
int open_stream() {
    const char* const terminal = ::isatty(STDERR_FILENO) == 1 ? ::ttyname(STDERR_FILENO) : nullptr;
    const int own = terminal ? ::open(terminal, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    return own >= 0 ? own : STDERR_FILENO;
}

bool has_room(int fd, std::chrono::milliseconds patience) {
    pollfd wanted{fd, POLLOUT, 0};
    return ::poll(&wanted, 1, static_cast<int>(patience.count())) > 0;
}

} // namespace

void write_stderr(std::string_view bytes, std::chrono::milliseconds patience) {
    static const int stream = open_stream();
    static bool stalled = false;
    while (!bytes.empty()) {
        if (!has_room(stream, stalled ? std::chrono::milliseconds(0) : patience)) {
            stalled = true;
            return;
        }
        stalled = false;
        // A pipe that polls as writable takes PIPE_BUF bytes without blocking.
        const ssize_t n =
            ::write(stream, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

} // namespace preceptron::cli
