#include "core/printable.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron {

namespace {

constexpr char digits[] = "0123456789abcdef";

void append_escaped(std::string& out, unsigned char byte) {
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

// Whether it turns the direction of writing of what stands beside it, unseen itself
// (Bidi_Control).
bool turns_direction(char32_t c) noexcept {
    return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

void append_escaped(std::string& out, char32_t character) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[character >> shift & 15];
}

// The first character of `from`, or a byte that is none, goes to the end of `out`.
void move_shown(std::string_view& from, std::string& out) {
    const auto byte = static_cast<unsigned char>(from[0]);
    const std::size_t n = utf8_sequence_length(from);
    if (n == 0 || byte < 0x20 || byte == 0x7F)
        append_escaped(out, byte);
    else if (n == 2 && byte == 0xC2 && static_cast<unsigned char>(from[1]) < 0xA0)
        append_escaped(out, static_cast<unsigned char>(from[1])); // C1
    else if (n > 1 && turns_direction(first_character(from)))
        append_escaped(out, first_character(from));
    else
        out += from.substr(0, n);
    from.remove_prefix(n == 0 ? 1 : n);
}

} // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
    std::string out;
    while (!text.empty()) {
        if (out.size() >= max_bytes)
            return out + "…";
        if (text[0] == '\n' || text[0] == '\t') {
            out += ' ';
            text.remove_prefix(1);
        } else {
            move_shown(text, out);
        }
    }
    return out;
}

std::string printable_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (text[0] == '\n') {
            out += '\n';
            text.remove_prefix(1);
        } else {
            move_shown(text, out);
        }
    }
    return out;
}

std::string with_directions_shown(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t n = std::max<std::size_t>(1, utf8_sequence_length(text));
        if (n > 1 && turns_direction(first_character(text)))
            append_escaped(out, first_character(text));
        else
            out += text.substr(0, n);
        text.remove_prefix(n);
    }
    return out;
}

} // namespace preceptron
