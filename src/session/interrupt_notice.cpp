#include "session/interrupt_notice.hpp"

#include "core/grouped.hpp"
#include "runner/journal_room.hpp"
#include "runner/run_benchmark.hpp"

#include <algorithm>
#include <csignal>

namespace preceptron::session {

namespace {

constexpr std::chrono::milliseconds longest_for_held =
    runner::last_tries * runner::journal_room::usual_interval;

std::string signal_name(int number) {
    switch (number) {
    case SIGINT:
        return "^C";
    case SIGTERM:
        return "SIGTERM";
    case SIGHUP:
        return "SIGHUP";
    }
    return "signal " + std::to_string(number);
}

} // namespace

std::string drain_notice(int signal, std::size_t in_flight, std::chrono::milliseconds patience,
                         std::uint64_t held) {
    std::string text = signal_name(signal) + ": nothing new is sent; ";
    text += in_flight == 0 ? "no call is in flight"
                           : "waiting for " + counted(in_flight, "call", "calls") + " in flight";
    if (in_flight == 0 && held == 0)
        return text;
    if (signal == SIGINT && in_flight == 0)
        text += " (^C again ends at once)";
    else if (signal == SIGINT)
        text += " (^C again gives " + std::string(in_flight == 1 ? "it" : "them") + " up)";
    else if (in_flight > 0)
        text += ", " + span_text(std::chrono::duration<double>(patience).count()) + " at most";
    if (held > 0) {
        const auto most =
            signal == SIGINT ? longest_for_held : std::min(longest_for_held, patience);
        text += "; what is kept in memory (" + counted(held, "record", "records") +
                ") is lost unless there is room for it within " +
                span_text(std::chrono::duration<double>(most).count());
    }
    return text;
}

std::string close_notice(int signal) {
    return signal_name(signal) +
           ": closing now; calls in flight are given up and may be billed all the same";
}

} // namespace preceptron::session
