#include "cli/command_line.hpp"
#include "cli/exit_status.hpp"
#include "core/operator_new.hpp"
#include "core/thrown_failure.hpp"

#include <cerrno>
#include <csignal>
#include <exception>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

// Keys pass through this process: no core of it is written, and no other process of the user reads
// its memory.
void keep_memory_private() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

// A closed pipe and a file-size limit are errors of a write, not reasons to die.
void take_write_errors_as_errors() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

// Where a standard stream is closed, the next file that is opened would take its number, and be
// written to by whoever prints. What is printed to a closed stdout has to fail all the same: a
// script that waits for it must not take nothing for all there is.
void occupy_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR); // the lowest number
}

} // namespace

int main(int argc, char** argv) {
    preceptron::keep_blocks_at_hand();
    occupy_standard_streams();
    keep_memory_private();
    take_write_errors_as_errors();
    try {
        return preceptron::cli::run_command_line(argc, argv);
    } catch (const preceptron::thrown_failure& e) {
        preceptron::cli::say_uncaught(argc, argv, e);
        return static_cast<int>(preceptron::cli::exit_status_of(e.why.code));
    } catch (const std::exception& e) { // broken contracts and exhausted memory
        preceptron::cli::say_uncaught(argc, argv, e);
        return static_cast<int>(preceptron::cli::exit_status::io_error);
    }
}
