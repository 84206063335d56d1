#include "journal/json_values.hpp"

#include <boost/json/parse.hpp>

#include <charconv>
#include <cmath>

namespace preceptron::journal {

std::string unescaped(std::string_view inner) {
    if (inner.find('\\') == std::string_view::npos)
        return std::string(inner);
    std::string quoted;
    quoted.reserve(inner.size() + 2);
    quoted.append(1, '"').append(inner).append(1, '"');
    boost::system::error_code error;
    const auto value = boost::json::parse(quoted, error);
    // A lone surrogate has no text: such a string keeps its escapes.
    return !error && value.is_string() ? std::string(value.get_string()) : std::string(inner);
}

namespace {

bool is_string(std::string_view value) noexcept {
    return value.size() >= 2 && value.front() == '"' && value.back() == '"';
}

} // namespace

std::optional<std::string> string_value(std::string_view value) {
    if (!is_string(value))
        return {};
    return unescaped(value.substr(1, value.size() - 2));
}

std::optional<std::string_view> plain_string(std::string_view value) noexcept {
    if (!is_string(value) || value.find('\\') != std::string_view::npos)
        return {};
    return value.substr(1, value.size() - 2);
}

std::optional<double> number_value(std::string_view value) noexcept {
    constexpr std::size_t most_exact = 15; // digits of a double
    if (value.size() <= most_exact)
        if (const auto whole = unsigned_value(value))
            return static_cast<double>(*whole);
    double number = 0;
    const char* const last = value.data() + value.size();
    const auto [end, error] = std::from_chars(value.data(), last, number);
    if (error != std::errc{} || end != last || !std::isfinite(number))
        return {};
    return number;
}

std::optional<std::uint64_t> unsigned_value(std::string_view value) noexcept {
    std::uint64_t number = 0;
    const char* const last = value.data() + value.size();
    const auto [end, error] = std::from_chars(value.data(), last, number);
    if (error != std::errc{} || end != last)
        return {};
    return number;
}

} // namespace preceptron::journal
