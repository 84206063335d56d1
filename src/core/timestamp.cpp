#include "core/timestamp.hpp"

#include <charconv>
#include <cstdio>

namespace preceptron {

namespace chr = std::chrono;

timestamp now_utc() noexcept {
    return chr::time_point_cast<chr::milliseconds>(chr::system_clock::now());
}

std::string to_string(timestamp t) {
    const auto day = chr::floor<chr::days>(t);
    const chr::year_month_day date{day};
    const chr::hh_mm_ss time{t - day};
    char text[64];
    std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

namespace {

// Takes exactly `digits` decimal digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) noexcept {
    int value = 0;
    if (text.size() < digits)
        return {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc{} || end != text.data() + digits || value < 0)
        return {};
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, std::string_view one_of) noexcept {
    if (text.empty() || one_of.find(text[0]) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

// Fraction digits beyond milliseconds are dropped.
std::optional<int> take_milliseconds(std::string_view& text) noexcept {
    if (!take(text, "."))
        return 0;
    int value = 0;
    std::size_t digits = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1), ++digits)
        if (digits < 3)
            value = value * 10 + (text[0] - '0');
    if (digits == 0)
        return {};
    for (; digits < 3; ++digits)
        value *= 10;
    return value;
}

// "Z", "+01:00", "-0530".
std::optional<chr::minutes> take_offset(std::string_view& text) noexcept {
    if (take(text, "Zz"))
        return chr::minutes{0};
    const bool west = !text.empty() && text[0] == '-';
    if (!take(text, "+-"))
        return {};
    const auto hours = take_number(text, 2);
    take(text, ":");
    const auto minutes = take_number(text, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59)
        return {};
    return chr::minutes{(west ? -1 : 1) * (*hours * 60 + *minutes)};
}

} // namespace

std::optional<timestamp> parse_timestamp(std::string_view text) noexcept {
    const auto year = take_number(text, 4);
    if (!year || !take(text, "-"))
        return {};
    const auto month = take_number(text, 2);
    if (!month || !take(text, "-"))
        return {};
    const auto day = take_number(text, 2);
    if (!day || !take(text, "Tt "))
        return {};
    const auto hour = take_number(text, 2);
    if (!hour || !take(text, ":"))
        return {};
    const auto minute = take_number(text, 2);
    if (!minute || !take(text, ":"))
        return {};
    const auto second = take_number(text, 2);
    if (!second)
        return {};
    const auto fraction = take_milliseconds(text);
    const auto offset = fraction ? take_offset(text) : std::nullopt;
    const chr::year_month_day date{chr::year{*year}, chr::month{static_cast<unsigned>(*month)},
                                   chr::day{static_cast<unsigned>(*day)}};
    if (!offset || !text.empty() || !date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return {};
    return chr::sys_days{date} + chr::hours{*hour} + chr::minutes{*minute} + chr::seconds{*second} +
           chr::milliseconds{*fraction} - *offset;
}

} // namespace preceptron
