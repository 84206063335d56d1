#include "core/timestamp.hpp"

#include "core/ascii.hpp"

#include <charconv>

namespace preceptron {

namespace chr = std::chrono;

timestamp now_utc() noexcept {
    return chr::time_point_cast<chr::milliseconds>(chr::system_clock::now());
}

namespace {

// The last `digits` decimal digits of `value`, which end before `end`.
void put_digits(char* end, unsigned value, int digits) noexcept {
    for (; digits > 0; --digits, value /= 10)
        *--end = static_cast<char>('0' + value % 10);
}

} // namespace

// By hand, because each record of a journal has one, and printf shows in a run's profile.
std::string to_string(timestamp t) {
    const auto day = chr::floor<chr::days>(t);
    const chr::year_month_day date{day};
    const chr::hh_mm_ss time{t - day};
    std::string text = "0000-00-00T00:00:00.000Z";
    const auto put = [&text](std::size_t end, auto value, int digits) {
        put_digits(text.data() + end, static_cast<unsigned>(value), digits);
    };
    put(4, static_cast<int>(date.year()), 4);
    put(7, static_cast<unsigned>(date.month()), 2);
    put(10, static_cast<unsigned>(date.day()), 2);
    put(13, time.hours().count(), 2);
    put(16, time.minutes().count(), 2);
    put(19, time.seconds().count(), 2);
    put(23, time.subseconds().count(), 3);
    return text;
}

namespace {

// Takes exactly `digits` decimal digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) noexcept {
    int value = 0;
    if (text.size() < digits || !is_digit(text[0])) // a sign is read as part of the number
        return {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc{} || end != text.data() + digits)
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
