#include "wire/http_date.hpp"

#include <array>

namespace preceptron::wire {

namespace {

namespace chr = std::chrono;

// Takes tokens off the front of a text; once one does not fit, `good` stays false.
struct scanner {
    std::string_view rest;
    bool good = true;

    bool take(char c) {
        if (!rest.starts_with(c))
            return false;
        rest.remove_prefix(1);
        return true;
    }

    void need(std::string_view token) {
        good = good && rest.starts_with(token);
        if (good)
            rest.remove_prefix(token.size());
    }

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            good = good && i < rest.size() && rest[i] >= '0' && rest[i] <= '9';
            value = good ? value * 10 + (rest[i] - '0') : 0;
        }
        if (good)
            rest.remove_prefix(digits);
        return value;
    }

    int month() {
        constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        for (std::size_t i = 0; i < names.size(); ++i)
            if (rest.starts_with(names[i])) {
                rest.remove_prefix(3);
                return static_cast<int>(i) + 1;
            }
        good = false;
        return 0;
    }
};

struct fields {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;

    void read_time(scanner& s) {
        hour = s.number(2);
        s.need(":");
        minute = s.number(2);
        s.need(":");
        second = s.number(2);
    }
};

// After "Sun, " or "Sunday, ": day, month, year joined by blanks or, in the old form, hyphens.
void read_comma_form(scanner& s, fields& f) {
    f.day = s.number(2);
    const bool old = s.take('-');
    if (!old)
        s.need(" ");
    f.month = s.month();
    s.need(old ? "-" : " ");
    if (old) {
        const int year = s.number(2);
        f.year = year + (year < 70 ? 2000 : 1900);
    } else {
        f.year = s.number(4);
    }
    s.need(" ");
    f.read_time(s);
    s.need(" GMT");
}

// After "Sun ", as C's asctime prints it.
void read_asctime_form(scanner& s, fields& f) {
    f.month = s.month();
    s.need(" ");
    f.day = s.take(' ') ? s.number(1) : s.number(2);
    s.need(" ");
    f.read_time(s);
    s.need(" ");
    f.year = s.number(4);
}

} // namespace

std::optional<chr::sys_seconds> parse_http_date(std::string_view text) noexcept {
    const std::size_t weekday_end = text.find_first_of(", ");
    if (weekday_end == std::string_view::npos)
        return {};
    scanner s{text.substr(weekday_end)};
    fields f;
    if (s.take(',')) {
        s.need(" ");
        read_comma_form(s, f);
    } else {
        s.need(" ");
        read_asctime_form(s, f);
    }
    const chr::year_month_day date{chr::year{f.year}, chr::month{static_cast<unsigned>(f.month)},
                                   chr::day{static_cast<unsigned>(f.day)}};
    if (!s.good || !s.rest.empty() || !date.ok() || f.hour > 23 || f.minute > 59 || f.second > 60)
        return {};
    return chr::sys_days{date} + chr::hours{f.hour} + chr::minutes{f.minute} +
           chr::seconds{f.second};
}

} // namespace preceptron::wire
