#include "cli/running/pilot_question.hpp"

#include "core/ascii.hpp"

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include <poll.h>
#include <unistd.h>

namespace preceptron::cli {

namespace {

bool has_input() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, 0) > 0; // a line, or the end
}

bool is_yes(std::string_view line) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = line.find_first_not_of(blanks), last = line.find_last_not_of(blanks);
    if (first == line.npos)
        return false;
    const std::string answer = ascii_lower(line.substr(first, last + 1 - first));
    return answer == "y" || answer == "yes";
}

} // namespace

bool can_ask(const console& out) {
    return !out.how().json && ::isatty(STDIN_FILENO) == 1;
}

std::optional<bool> pilot_question::answer(bool still_asked) {
    if (!can_ask(out_)) {
        out_.note("pilot: the rest is not judged, since nobody is there to ask: --yes goes on");
        return false;
    }
    if (!put_)
        std::fputs("Judge the rest? [y/N] ", stderr);
    std::fflush(stderr);
    put_ = true;
    if (still_asked && !has_input())
        return {};
    char line[80];
    const ssize_t n = still_asked ? ::read(STDIN_FILENO, line, sizeof line) : 0;
    if (n > 0)
        return is_yes({line, static_cast<std::size_t>(n)});
    std::fputs("\n", stderr); // ^C and ^D are no answer: no
    return false;
}

} // namespace preceptron::cli
