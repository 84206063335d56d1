#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron {

std::size_t utf8_sequence_length(std::string_view text) noexcept {
    if (text.empty())
        return 0;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    // The second byte's range is narrower where an overlong form or a surrogate would begin.
    const unsigned second = byte(1);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
        return 0;
    return length;
}

char32_t first_character(std::string_view text) noexcept {
    const std::size_t length = utf8_sequence_length(text);
    const auto lead = static_cast<unsigned char>(text[0]);
    if (length < 2)
        return lead;
    char32_t character = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        character = character << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return character;
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = utf8_sequence_length(text.substr(i));
        if (n == 0)
            return i;
        i += n;
    }
    return std::string_view::npos;
}

std::string_view without_byte_order_mark(std::string_view text) noexcept {
    text.remove_prefix(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    return text;
}

bool is_utf_16(std::string_view text) noexcept {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string with_stray_bytes_as_characters(std::string text) {
    for (std::size_t at = 0;;) {
        const std::size_t stray = find_invalid_utf8(std::string_view(text).substr(at));
        if (stray == std::string_view::npos)
            return text;
        at += stray;
        const auto byte = static_cast<unsigned char>(text[at]);
        text[at] = static_cast<char>(0xC0 | byte >> 6);
        text.insert(++at, 1, static_cast<char>(0x80 | (byte & 0x3F)));
        ++at;
    }
}

} // namespace preceptron
