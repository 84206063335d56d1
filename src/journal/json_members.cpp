#include "journal/json_members.hpp"

#include <boost/json/parse.hpp>

#include <charconv>
#include <cmath>
#include <cstring>

namespace preceptron::journal {

json_members::json_members(std::string_view object) : text_(object) {
    skip_space();
    if (at_ < text_.size() && text_[at_] == '{')
        ++at_;
    else
        at_ = text_.size();
}

void json_members::skip_space() noexcept {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
        ++at_;
}

// At an opening quote. A quote closes the string unless an odd number of backslashes precedes it.
bool json_members::skip_string() noexcept {
    const std::size_t begin = at_ + 1;
    for (std::size_t from = begin; from < text_.size();) {
        const void* found = std::memchr(text_.data() + from, '"', text_.size() - from);
        if (!found)
            break;
        const auto quote = static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
        std::size_t slashes = 0;
        while (quote - slashes > begin && text_[quote - slashes - 1] == '\\')
            ++slashes;
        if (slashes % 2 == 0) {
            at_ = quote + 1;
            return true;
        }
        from = quote + 1;
    }
    at_ = text_.size();
    return false;
}

// At an opening bracket. Kinds of brackets need not be told apart in valid JSON.
bool json_members::skip_nested() noexcept {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c == '"') {
            if (!skip_string())
                return false;
            continue;
        }
        ++at_;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return true;
    }
    return false;
}

bool json_members::skip_value() noexcept {
    if (at_ >= text_.size())
        return false;
    if (text_[at_] == '"')
        return skip_string();
    if (text_[at_] == '{' || text_[at_] == '[')
        return skip_nested();
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(",}] \t\r\n", at_), text_.size());
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
    if (at_ >= text_.size() || text_[at_] != '"' || !skip_string())
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
