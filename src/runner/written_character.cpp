#include "runner/written_character.hpp"

#include <algorithm>

namespace preceptron::runner {

namespace {

int digit_value(char c, int base) noexcept {
    const char lower = ascii_lower(c);
    const int value = lower >= 'a' ? lower - 'a' + 10 : lower - '0';
    return value >= 0 && value < base && (lower >= 'a' || lower <= '9') ? value : -1;
}

// The number at the beginning of `text`, of at most `most` digits.
struct number {
    number(std::string_view text, int base, std::size_t most) noexcept {
        int digit = 0;
        while (digits < std::min(most, text.size()) &&
               (digit = digit_value(text[digits], base)) >= 0) {
            value = value * base + digit;
            ++digits;
        }
        ended = digits == text.size() && digits < most;
    }
    bool is(char c) const noexcept {
        return value > 0 && value < 128 && folded(static_cast<char>(value)) == c;
    }

    int value = 0;
    std::size_t digits = 0;
    bool ended = false; // the text, before the digits that could follow
};

// "+" for "%2B", "\u002b": so many digits, with what stands before them.
std::size_t fixed_digits(char c, std::string_view text, std::size_t before, std::size_t wanted) {
    const number code(text.substr(before), 16, wanted);
    if (code.ended)
        return cut_short;
    return code.digits == wanted && code.is(c) ? before + wanted : 0;
}

// Of JSON; a text inside a text inside a text has its backslashes escaped, too.
std::size_t behind_backslashes(char c, std::string_view text) {
    constexpr std::size_t most = 8;
    const std::size_t at = text.substr(0, most).find_first_not_of('\\');
    if (at == std::string_view::npos)
        return text.size() < most ? cut_short : 0;
    const std::size_t code = text[at] == 'u' ? fixed_digits(c, text, at + 1, 4) : 0;
    return code == 0 && folded(text[at]) == c ? at + 1 : code;
}

// "&#43;" or "&#x2b;"
std::size_t html_reference(char c, std::string_view text) {
    constexpr std::string_view mark = "&#";
    constexpr std::size_t most_digits = 7;
    if (!text.starts_with(mark))
        return mark.starts_with(text) ? cut_short : 0;
    if (text.size() == mark.size())
        return cut_short;
    const bool hexadecimal = ascii_lower(text[mark.size()]) == 'x';
    const std::size_t before = mark.size() + (hexadecimal ? 1 : 0);
    const number code(text.substr(before), hexadecimal ? 16 : 10, most_digits);
    const std::size_t end = before + code.digits;
    if (end == text.size())
        return cut_short;
    return text[end] == ';' && code.is(c) ? end + 1 : 0;
}

} // namespace

std::size_t length_of_escaped(char c, std::string_view text) noexcept {
    switch (text.front()) {
    case '\\':
        return behind_backslashes(c, text);
    case '%':
        return fixed_digits(c, text, 1, 2);
    case '&':
        return html_reference(c, text);
    default:
        return 0;
    }
}

} // namespace preceptron::runner
