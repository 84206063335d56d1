#include "config/quotable.hpp"

#include "core/printable.hpp"

#include <algorithm>
#include <array>

namespace preceptron::config {

namespace {

constexpr std::array<std::string_view, 6> beginnings{"sk-", "gsk_", "AIza", "xai-", "pplx-", "hf_"};
constexpr std::ptrdiff_t shortest_key = 20;
constexpr std::size_t shown = 3; // characters of a key that begins as no other does

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_word_character(char c) noexcept {
    return is_digit(c) || is_letter(c);
}

// 8-4-4-4-12 hexadecimal digits, as some providers' keys are.
bool begins_with_uuid(std::string_view text) noexcept {
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.size() < shape.size())
        return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '-' ? text[i] != '-' : !is_hex_digit(text[i]))
            return false;
    return true;
}

// How much of what may be a key can be shown; npos when the text begins with none.
std::size_t shown_of_key(std::string_view text) noexcept {
    for (const std::string_view beginning : beginnings)
        if (text.starts_with(beginning))
            return beginning.size();
    if (begins_with_uuid(text))
        return shown;
    const auto end = std::ranges::find_if_not(text, is_word_character);
    const bool mixed =
        std::any_of(text.begin(), end, is_digit) && std::any_of(text.begin(), end, is_letter);
    return mixed && end - text.begin() >= shortest_key ? shown : text.npos;
}

// Where to cut; npos when there is no key.
std::size_t end_of_shown(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 0 || !is_word_character(text[i - 1]))
            if (const std::size_t n = shown_of_key(text.substr(i)); n != text.npos)
                return i + n;
    return text.npos;
}

std::size_t behind_scheme(std::string_view text) noexcept {
    const std::size_t end = text.find("://");
    return end == text.npos ? 0 : end + 3;
}

std::string cut(std::string_view text, std::size_t length, std::size_t max_bytes) {
    return printable(text.substr(0, length), max_bytes) + (length < text.size() ? "…" : "");
}

} // namespace

bool may_hold_key(std::string_view text) noexcept {
    return end_of_shown(text) != text.npos;
}

bool begins_as_key(std::string_view text) noexcept {
    return std::ssize(text) >= shortest_key &&
           std::ranges::any_of(beginnings, [&](auto b) { return text.starts_with(b); });
}

std::string quotable(std::string_view text, std::size_t max_bytes) {
    const std::size_t start = behind_scheme(text);
    const bool has_user = start > 0 && text.find('@', start) != text.npos;
    return cut(text, std::min(end_of_shown(text), has_user ? start : text.npos), max_bytes);
}

std::string quotable_url(std::string_view text) {
    constexpr std::size_t longest = 200;
    const std::size_t start = behind_scheme(text);
    if (text.find('@') != text.npos)
        return cut(text, start, longest);
    const bool ipv6 = text.substr(start).starts_with('[');
    std::size_t colon = text.find(':', ipv6 ? std::min(text.find(']', start), text.size()) : start);
    for (; colon != text.npos; colon = text.find(':', colon + 1)) {
        const std::string_view rest = text.substr(colon + 1);
        const std::string_view port = rest.substr(0, rest.find_first_of("/?#:"));
        if (port.size() > 5 || !std::ranges::all_of(port, is_digit))
            return cut(text, std::min(end_of_shown(text), colon + 1), longest);
    }
    return quotable(text, longest);
}

} // namespace preceptron::config
