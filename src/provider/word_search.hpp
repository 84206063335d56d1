// Finding words in what a server says, ASCII letters of either case being equal.
#pragma once

#include "core/ascii.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace preceptron::provider {

inline constexpr auto lower_case = [](char c) noexcept { return ascii_lower(c); };

// Offset of the first occurrence; npos if there is none.
constexpr std::size_t find_ignoring_case(std::string_view text, std::string_view word) noexcept {
    const auto found = std::ranges::search(text, word, {}, lower_case, lower_case);
    return found.empty() && !word.empty() ? std::string_view::npos
                                          : static_cast<std::size_t>(found.begin() - text.begin());
}

constexpr bool mentions(std::string_view text, std::string_view word) noexcept {
    return find_ignoring_case(text, word) != std::string_view::npos;
}

constexpr bool mentions_any(std::string_view text,
                            std::initializer_list<std::string_view> words) noexcept {
    return std::ranges::any_of(words, [&](std::string_view word) { return mentions(text, word); });
}

constexpr bool is_any_of(std::string_view text,
                         std::initializer_list<std::string_view> words) noexcept {
    return std::ranges::find(words, text) != words.end();
}

constexpr bool is_any_of_ignoring_case(std::string_view text,
                                       std::initializer_list<std::string_view> words) noexcept {
    return std::ranges::any_of(words, [&](std::string_view word) {
        return std::ranges::equal(text, word, {}, lower_case, lower_case);
    });
}

constexpr bool is_blank(std::string_view text) noexcept {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Whether `text` is `word` with nothing but blanks behind it.
constexpr bool is_only(std::string_view text, std::string_view word) noexcept {
    return text.starts_with(word) && is_blank(text.substr(word.size()));
}

} // namespace preceptron::provider
