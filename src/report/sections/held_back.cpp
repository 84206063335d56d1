#include "report/sections/held_back.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <cstdint>

namespace preceptron::report {

namespace {

constexpr double worth_a_word = .1;
constexpr std::uint64_t few_looks = 4; // two seconds

// The factor as progress and the summary of a run name it, and what that is where it is no
// everyday word.
std::string in_words(const std::string& factor) {
    if (factor == "concurrency")
        return "concurrency (the number of threads)";
    if (factor == "tail")
        return "tail (only the last calls were out)";
    if (factor == "held")
        return "held (by tune --pause)";
    return printable(factor, 40);
}

std::string text_of(const results::held_account& account) {
    if (account.looks < few_looks)
        return "too short a run to say";
    std::string out, helps;
    for (const auto& [factor, share] : account.shares()) {
        if (share < worth_a_word)
            break;
        if (out.empty())
            if (const auto found = account.would_help.find(factor);
                found != account.would_help.end())
                helps = "; what would help: " + printable(found->second, 200);
        out += (out.empty() ? "" : ", ") + in_words(factor) + " in " + fixed(100 * share, 0) +
               " %" + (out.empty() ? " of the time" : "");
    }
    return out.empty() ? "nothing for long" : out + helps;
}

} // namespace

std::string held_back_text(const results::run_facts& facts, bool running) {
    if (facts.requests == 0)
        return "nothing: no request was made";
    if (facts.held.empty())
        return running
                   ? "known when the run ends"
                   : "not recorded: a run that was killed keeps nothing of it, nor does one of an "
                     "older version";
    std::string out;
    for (const results::held_account& account : facts.held)
        out += (out.empty() ? "" : ". ") +
               (facts.held.size() > 1 ? printable(account.name, 60) + ": " : "") + text_of(account);
    if (facts.held_requests < facts.requests)
        out += ". Recorded for " + grouped(facts.held_requests) + " of " +
               counted(facts.requests, "request", "requests");
    return out;
}

} // namespace preceptron::report
