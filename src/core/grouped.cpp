#include "core/grouped.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace preceptron {

namespace {

template<class... Values>
std::string formatted(const char* format, Values... values) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

} // namespace

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t from_right = 3; from_right < text.size(); from_right += 4)
        text.insert(text.size() - from_right, 1, ',');
    return text;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    return grouped(number).append(" ").append(number == 1 ? one : many);
}

std::string grouped_whole(double number) {
    constexpr double most = 1ULL << 53; // every whole number up to it has a double
    return grouped(number > 0 ? static_cast<std::uint64_t>(std::min(number, most)) : 0);
}

std::string dollars(double usd) {
    if (usd >= 1000)
        return "$" + grouped_whole(std::round(usd));
    if (usd >= 1 || usd <= 0)
        return formatted("$%.2f", usd);
    const int leading_zeros = static_cast<int>(-std::floor(std::log10(usd))) - 1;
    return formatted("$%.*f", leading_zeros + 2, usd);
}

std::string fixed(double x, int decimals) {
    // printf rounds a tie to the even digit, and 1.005 is a little less than that: the next number
    // outwards is beyond either.
    const double outwards = std::copysign(std::numeric_limits<double>::infinity(), x);
    const std::string text = formatted("%.*f", decimals, std::nextafter(x, outwards));
    const bool zero = text.find_first_not_of("-0.") == text.npos;
    return zero && text.starts_with('-') ? text.substr(1) : text;
}

std::string span_text(double seconds) {
    if (seconds < 9.95)
        return formatted("%.1fs", seconds < 0 ? 0.0 : seconds);
    const auto whole = static_cast<long long>(std::llround(seconds));
    const auto minutes = whole / 60, hours = whole / 3600, days = whole / 86400;
    if (whole < 60)
        return formatted("%llds", whole);
    if (hours == 0)
        return formatted("%lldm%02llds", minutes, whole % 60);
    if (days == 0)
        return formatted("%lldh%02lldm", hours, minutes % 60);
    return formatted("%lldd%02lldh", days, hours % 24);
}

} // namespace preceptron
