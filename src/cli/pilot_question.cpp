#include "cli/pilot_question.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

std::string from_to(const std::string& low, const std::string& high) {
    return low == high ? low : low + " - " + high;
}

// From the median to the 90th percentile; absent where it is not known.
struct span {
    std::optional<double> low, high;

    span times(double factor) const { return {scaled(low, factor), scaled(high, factor)}; }
    // What is not known in one place is not known in sum.
    span plus(const span& other) const { return {sum(low, other.low), sum(high, other.high)}; }

  private:
    static std::optional<double> scaled(const std::optional<double>& value, double factor) {
        return value ? std::optional(*value * factor) : std::nullopt;
    }
    static std::optional<double> sum(const std::optional<double>& a,
                                     const std::optional<double>& b) {
        return a && b ? std::optional(*a + *b) : std::nullopt;
    }
};

span longer(const span& a, const span& b) {
    return a.low && b.low ? span{std::max(*a.low, *b.low), std::max(*a.high, *b.high)} : span{};
}

// An account begins a cell as soon as calls of the one before it leave a thread free.
struct account_time {
    span shared{0, 0}, longest_call{0, 0};
};

std::string money(const span& usd) {
    return usd.low && usd.high ? from_to(dollars(*usd.low), dollars(*usd.high)) : "unknown";
}

std::string seconds(const span& s) {
    constexpr double least = 0.1; // "0.0s" would be no time at all
    return s.low && s.high
               ? from_to(span_text(std::max(least, *s.low)), span_text(std::max(least, *s.high)))
               : "unknown";
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
    span cost{0, 0};
    std::map<std::string, account_time> times;
    std::size_t all_left = 0;
    for (const plan_cell& cell : rest.cells) {
        const judge_spec& judge = inputs.judges[cell.judge].spec;
        const auto pilot = seen.cell(judge.name, cell.task);
        const auto left = static_cast<double>(cell.open.size());
        const double abreast = calls_at_a_time(inputs, judge);
        const span each = pilot ? span{pilot->p50_usd, pilot->p90_usd} : span{};
        const span call = pilot ? span{pilot->p50_s, pilot->p90_s} : span{};
        const bool any_left = left > 0;
        table.add({printable(judge.name, 40), printable(cell.task, 40),
                   pilot ? grouped(pilot->answered) : "0", pilot ? money(each) : "-",
                   pilot ? seconds(call) : "-", grouped(cell.open.size()), money(each.times(left)),
                   any_left ? seconds(call.times(std::max(1.0, left / abreast))) : "-"});
        if (!any_left)
            continue;
        all_left += cell.open.size();
        cost = cost.plus(each.times(left));
        account_time& account = times[judge.account];
        account.shared = account.shared.plus(call.times(left / abreast));
        account.longest_call = longer(account.longest_call, call);
    }
    span time{0, 0};
    for (const auto& [account, own] : times)
        time = longer(time, longer(own.shared, own.longest_call));
    table.add({"all", "", "", "", "", grouped(all_left), money(cost), seconds(time)});
    return table.text() + "From the median to the 90th percentile of the pilot; times at the "
                          "configured threads,\nwithout limits and pauses.\n";
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
