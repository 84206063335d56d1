#include "cli/pilot_question.hpp"

#include "core/ascii.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace preceptron::cli {

namespace asio = boost::asio;

namespace {

bool has_input() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, 0) > 0; // a line, or the end
}

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

asio::awaitable<bool> wants_the_rest(const console& out, std::function<bool()> still_asked) {
    if (!can_ask(out)) {
        out.note("pilot: the rest is not judged, since nobody is there to ask: --yes goes on");
        co_return false;
    }
    std::fputs("Judge the rest? [y/N] ", stderr);
    std::fflush(stderr);
    asio::steady_timer pause(co_await asio::this_coro::executor);
    while (still_asked() && !has_input()) {
        pause.expires_after(std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::use_awaitable);
    }
    char answer[80];
    const ssize_t n = still_asked() ? ::read(STDIN_FILENO, answer, sizeof answer) : 0;
    if (n > 0)
        co_return is_yes({answer, static_cast<std::size_t>(n)});
    std::fputs("\n", stderr); // ^C and ^D are no answer: no
    co_return false;
}

} // namespace preceptron::cli
