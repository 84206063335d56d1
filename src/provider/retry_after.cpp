#include "provider/retry_after.hpp"

#include "provider/rate_limit_headers.hpp"
#include "provider/word_search.hpp"
#include "wire/http_date.hpp"

#include <charconv>
#include <cmath>

namespace preceptron::provider {

namespace {

namespace chr = std::chrono;

std::optional<chr::milliseconds> wait_of(double milliseconds) noexcept {
    if (!(milliseconds > 0)) // NaN, too
        return {};
    if (milliseconds >= static_cast<double>(longest_wait.count()))
        return longest_wait;
    return chr::milliseconds(static_cast<chr::milliseconds::rep>(std::ceil(milliseconds)));
}

std::optional<double> parse_number(std::string_view text) noexcept {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return {};
    return number;
}

} // namespace

std::optional<chr::milliseconds> parse_wait_seconds(std::string_view text) noexcept {
    const auto seconds = parse_number(text);
    return seconds ? wait_of(*seconds * 1000) : std::nullopt;
}

chr::system_clock::time_point server_time(const wire::headers& fields,
                                          chr::system_clock::time_point now) noexcept {
    constexpr auto agree = chr::seconds(2); // a date has whole seconds, and has travelled
    const auto said = fields.find("date");
    const auto sent = said ? wire::parse_http_date(*said) : std::nullopt;
    return sent && chr::abs(*sent - now) > agree ? chr::system_clock::time_point(*sent) : now;
}

std::optional<chr::milliseconds> read_retry_after(const wire::headers& fields,
                                                  chr::system_clock::time_point now) noexcept {
    if (const auto text = fields.find("retry-after-ms"))
        if (const auto number = parse_number(*text))
            if (const auto wait = wait_of(*number))
                return wait;
    const auto text = fields.find("retry-after");
    if (!text)
        return {};
    if (const auto date = wire::parse_http_date(*text)) {
        const auto said = fields.find("date"); // by the clock that the wait's end is told by
        const auto sent = said ? wire::parse_http_date(*said) : std::nullopt;
        const auto from = sent ? chr::time_point_cast<chr::milliseconds>(*sent)
                               : chr::floor<chr::milliseconds>(now);
        return wait_of(chr::duration<double, std::milli>(*date - from).count());
    }
    return parse_wait_seconds(*text);
}

namespace {

// What follows the phrase.
std::optional<std::string_view> behind(std::string_view message, std::string_view phrase) noexcept {
    const std::size_t at = find_ignoring_case(message, phrase);
    return at == message.npos ? std::nullopt : std::optional(message.substr(at + phrase.size()));
}

} // namespace

std::optional<chr::milliseconds> find_retry_after(std::string_view message) noexcept {
    if (const auto rest = behind(message, "retry after ")) {
        const std::size_t end = rest->find(' ');
        if (end != rest->npos && rest->substr(end + 1).starts_with("second"))
            return parse_wait_seconds(rest->substr(0, end));
    }
    if (const auto rest = behind(message, "try again in ")) {
        std::string_view time = rest->substr(0, rest->find(' '));
        while (time.ends_with('.'))
            time.remove_suffix(1);
        return parse_go_duration(time);
    }
    return {};
}

std::optional<bool> read_should_retry(const wire::headers& fields) noexcept {
    const auto word = fields.find("x-should-retry");
    if (word == "true")
        return true;
    if (word == "false")
        return false;
    return {};
}

} // namespace preceptron::provider
