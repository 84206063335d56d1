#include "config/duration.hpp"

#include "config/quotable.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace preceptron::config {

namespace {

struct unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units{unit{"h", 3'600'000}, unit{"m", 60'000}, unit{"s", 1000}, unit{"ms", 1}};

failure refuse(std::string_view text, std::string_view why) {
    return fail(errc::bad_configuration,
                "'" + quotable(text) + "' is not a duration: " + std::string(why));
}

} // namespace

result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view number = text.substr(0, digits);
    const std::string_view name = text.substr(digits);
    double amount = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount,
                                              std::chars_format::fixed);
    if (error == std::errc::result_out_of_range)
        return refuse(text, "the longest is " + to_string(longest_duration));
    if (error != std::errc{} || end != number.data() + number.size() || number.back() == '.')
        return refuse(text, "write a number and a unit, such as 500ms, 10s, 2m or 1h");
    if (name.empty())
        return refuse(text, "a unit is missing (" + quotable(text, 20) + "s for seconds, " +
                                quotable(text, 20) + "ms for milliseconds)");
    for (const unit& u : units) {
        if (u.name != name)
            continue;
        const double exact = amount * static_cast<double>(u.milliseconds);
        if (exact > static_cast<double>(longest_duration.count()))
            return refuse(text, "the longest is " + to_string(longest_duration));
        if (std::fabs(exact - std::round(exact)) > 1e-6)
            return refuse(text, "nothing finer than a millisecond is kept");
        return std::chrono::milliseconds(std::llround(exact));
    }
    return refuse(text, "a number and one unit are expected: ms, s, m or h (90m)");
}

std::string to_string(std::chrono::milliseconds duration) {
    const std::int64_t count = duration.count();
    if (count == 0)
        return "0s";
    for (const unit& u : units)
        if (count % u.milliseconds == 0)
            return std::to_string(count / u.milliseconds) + std::string(u.name);
    return std::to_string(count) + "ms";
}

} // namespace preceptron::config
