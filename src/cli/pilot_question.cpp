#include "cli/pilot_question.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iterator>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

std::string from_to(const std::string& low, const std::string& high) {
    return low == high ? low : low + " - " + high;
}

std::string money(const std::optional<double>& p50, const std::optional<double>& p90,
                  double times) {
    return p50 && p90 ? from_to(dollars(*p50 * times), dollars(*p90 * times)) : "unknown";
}

double calls_at_a_time(const session::run_inputs& inputs, const judge_spec& judge) {
    const auto account =
        std::ranges::find(inputs.config.accounts, judge.account, &config::account::name);
    return account == inputs.config.accounts.end() ? 1 : account->threads;
}

} // namespace

std::string pilot_text(const session::run_inputs& inputs, const session::pilot_watch& seen,
                       const plan& rest) {
    results::text_table table(
        {"judge", "task", "pilot", "each", "a call", "rest", "cost of the rest", "time"}, 2);
    for (const plan_cell& cell : rest.cells) {
        const judge_spec& judge = inputs.judges[cell.judge].spec;
        const auto pilot = seen.cell(judge.name, cell.task);
        const auto left = static_cast<double>(cell.open.size());
        const auto seconds = [](double s) { return span_text(std::max(1.0, s)); };
        const double abreast = calls_at_a_time(inputs, judge);
        if (pilot)
            table.add({printable(judge.name, 40), printable(cell.task, 40),
                       grouped(pilot->answered), money(pilot->p50_usd, pilot->p90_usd, 1),
                       from_to(seconds(pilot->p50_s), seconds(pilot->p90_s)),
                       grouped(cell.open.size()), money(pilot->p50_usd, pilot->p90_usd, left),
                       from_to(seconds(pilot->p50_s * left / abreast),
                               seconds(pilot->p90_s * left / abreast))});
        else
            table.add({printable(judge.name, 40), printable(cell.task, 40), "0", "-", "-",
                       grouped(cell.open.size()), "unknown", "unknown"});
    }
    return table.text() + "From the median to the 90th percentile of the pilot; times at the "
                          "configured threads,\na cell alone, without limits and pauses.\n";
}

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

} // namespace

bool wants_the_rest(const console& out) {
    if (::isatty(STDIN_FILENO) != 1) {
        out.note("pilot: the rest is not judged, since nobody is there to ask: --yes goes on");
        return false;
    }
    const held_signals held;
    std::fputs("Judge the rest? [y/N] ", stderr);
    std::fflush(stderr);
    char answer[16] = {};
    // ^C ends the wait without an answer: no.
    if (!held.input_comes_first() || !std::fgets(answer, sizeof answer, stdin)) {
        std::clearerr(stdin);
        std::fputs("\n", stderr);
        return false;
    }
    return answer[0] == 'y' || answer[0] == 'Y';
}

} // namespace preceptron::cli
