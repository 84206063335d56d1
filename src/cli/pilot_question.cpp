#include "cli/pilot_question.hpp"

#include "core/ascii.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

// Holds back the signals that end a run, for as long as it lives, and tells of those that came. A
// read alone would miss one that comes just before it begins.
class held_signals {
  public:
    held_signals() {
        sigset_t ending;
        sigemptyset(&ending);
        for (const int number : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&ending, number);
        pthread_sigmask(SIG_BLOCK, &ending, &before_);
        descriptor_ = ::signalfd(-1, &ending, SFD_CLOEXEC);
    }
    ~held_signals() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr); // now they are delivered
    }
    held_signals(const held_signals&) = delete;
    held_signals& operator=(const held_signals&) = delete;

    // Waits for either. Whether it is for the input.
    bool input_comes_first() const {
        pollfd events[] = {{STDIN_FILENO, POLLIN, 0}, {descriptor_, POLLIN, 0}};
        while (::poll(events, std::size(events), -1) < 0 && errno == EINTR) // stopped and continued
            ;
        return events[1].revents == 0;
    }

  private:
    sigset_t before_;
    int descriptor_ = -1;
};

bool is_yes(std::string_view line) {
    const std::size_t first = line.find_first_not_of(" \t"), last = line.find_last_not_of(" \t\n");
    const std::string answer =
        first > last ? std::string() : ascii_lower(line.substr(first, last + 1 - first));
    return answer == "y" || answer == "yes";
}

} // namespace

bool can_ask(const console& out) {
    return !out.how().json && ::isatty(STDIN_FILENO) == 1;
}

bool wants_the_rest(const console& out) {
    if (!can_ask(out)) {
        out.note("pilot: the rest is not judged, since nobody is there to ask: --yes goes on");
        return false;
    }
    const held_signals held;
    std::fputs("Judge the rest? [y/N] ", stderr);
    std::fflush(stderr);
    char answer[80] = {};
    // ^C ends the wait without an answer: no.
    if (!held.input_comes_first() || !std::fgets(answer, sizeof answer, stdin)) {
        std::clearerr(stdin);
        std::fputs("\n", stderr);
        return false;
    }
    return is_yes(answer);
}

} // namespace preceptron::cli
