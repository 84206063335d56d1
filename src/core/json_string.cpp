#include "core/json_text.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace preceptron {

namespace {

// A top bit for each byte of `word` that does not stand in a JSON string as it is: below 0x20, '"',
// '\\' or above 0x7F. A borrow can only mark a byte above one that is marked rightly.
std::uint64_t marks(std::uint64_t word) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    const std::uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
    return (word | (word - ones * 0x20) | (quote - ones) | (backslash - ones)) & tops;
}

// Sixteen bytes, which g++ and clang compare at a time.
using block [[gnu::vector_size(16)]] = signed char;

// Nonzero for just the bytes that marks() looks for. As signed numbers, those above 0x7F are below
// 0x20.
block marked_bytes(block bytes) noexcept {
    return (bytes < 0x20) | (bytes == '"') | (bytes == '\\');
}

bool is_zero(block bytes) noexcept {
    std::array<std::uint64_t, 2> halves;
    std::memcpy(halves.data(), &bytes, sizeof bytes);
    return (halves[0] | halves[1]) == 0;
}

// Copies `text` to `out` up to the first byte that a JSON string does not hold as it is, sixteen at
// a time: what is written down of a call is twenty kilobytes, and nearly all of it is plain. Up to
// sixteen bytes behind the copied ones are overwritten. How many were copied.
std::size_t copy_plain(std::string_view text, char* out) noexcept {
    std::size_t i = 0;
    for (block bytes; i + 16 <= text.size(); i += 16) {
        std::memcpy(&bytes, text.data() + i, sizeof bytes);
        std::memcpy(out + i, &bytes, sizeof bytes);
        if (!is_zero(marked_bytes(bytes)))
            break;
    }
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + i, sizeof word);
        std::memcpy(out + i, &word, sizeof word);
        if (const std::uint64_t marked = marks(word)) {
            if constexpr (std::endian::native == std::endian::little)
                return i + static_cast<std::size_t>(std::countr_zero(marked)) / 8;
            break;
        }
    }
    for (; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\')
            break;
        out[i] = text[i];
    }
    return i;
}

// What stands for a byte that is neither plain nor part of valid UTF-8.
char* put_escape(unsigned char byte, char* out) noexcept {
    constexpr char digits[] = "0123456789abcdef";
    const auto put = [&out](std::string_view text) { out = std::ranges::copy(text, out).out; };
    switch (byte) {
    case '"':
        put("\\\"");
        break;
    case '\\':
        put("\\\\");
        break;
    case '\n':
        put("\\n");
        break;
    case '\r':
        put("\\r");
        break;
    case '\t':
        put("\\t");
        break;
    default:
        if (byte >= 0x80) {
            put("\xEF\xBF\xBD");
        } else {
            put("\\u00");
            *out++ = digits[byte >> 4];
            *out++ = digits[byte & 15];
        }
    }
    return out;
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    // By pieces that are put together where no string has to grow. A byte becomes six at most.
    constexpr std::size_t piece = 256, longest = 6, quotes = 2, overwritten = 16;
    std::array<char, longest * piece + quotes + overwritten> room;
    out.reserve(out.size() + text.size() + quotes);
    char* end = room.data();
    *end++ = '"';
    for (std::size_t i = 0;;) {
        const std::size_t last = std::min(i + piece, text.size());
        while (i < last) {
            const std::size_t plain = copy_plain(text.substr(i, last - i), end);
            i += plain;
            end += plain;
            if (i == last)
                break;
            const auto byte = static_cast<unsigned char>(text[i]);
            if (const std::size_t n = byte >= 0x80 ? utf8_sequence_length(text.substr(i)) : 0) {
                end = std::copy_n(text.data() + i, n, end);
                i += n;
            } else {
                end = put_escape(byte, end);
                ++i;
            }
        }
        if (i == text.size())
            break;
        out.append(room.data(), end);
        end = room.data();
    }
    *end++ = '"';
    out.append(room.data(), end);
}

} // namespace preceptron
