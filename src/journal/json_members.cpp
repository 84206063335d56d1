#include "journal/json_members.hpp"

#include "benchmark/json_scan.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace preceptron::journal {

json_members::json_members(std::string_view object) : text_(object) {
    skip_space();
    if (at_ < text_.size() && text_[at_] == '{')
        ++at_;
    else
        at_ = text_.size();
}

void json_members::skip_space() noexcept {
    at_ = skip_blanks(text_, at_);
}

bool json_members::skip_to(std::size_t end) noexcept {
    at_ = std::min(end, text_.size());
    return end != no_end;
}

bool json_members::skip_value() noexcept {
    if (at_ >= text_.size())
        return false;
    if (text_[at_] == '"')
        return skip_to(end_of_string(text_, at_));
    if (text_[at_] == '{' || text_[at_] == '[')
        return skip_to(end_of_group(text_, at_));
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_json_blank(text_[at_]) && text_[at_] != ',' &&
           text_[at_] != '}' && text_[at_] != ']')
        ++at_;
    return at_ > begin;
}

std::optional<json_member> json_members::next() {
    skip_space();
    if (at_ < text_.size() && text_[at_] == '}') {
        closed_ = true;
        return {};
    }
    if (!first_) {
        if (at_ >= text_.size() || text_[at_] != ',')
            return {};
        ++at_;
        skip_space();
    }
    first_ = false;
    const std::size_t begin = at_;
    if (at_ >= text_.size() || text_[at_] != '"' || !skip_to(end_of_string(text_, at_)))
        return {};
    json_member member;
    member.name = text_.substr(begin + 1, at_ - begin - 2);
    skip_space();
    if (at_ >= text_.size() || text_[at_] != ':')
        return {};
    ++at_;
    skip_space();
    const std::size_t value = at_;
    if (!skip_value())
        return {};
    member.value = text_.substr(value, at_ - value);
    member.text = text_.substr(begin, at_ - begin);
    return member;
}

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
