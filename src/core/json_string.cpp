#include "core/json_text.hpp"
#include "core/plain_run.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace preceptron {

namespace {

// Copies `text` to `out`, where there is room for so many bytes, up to the first that is not plain;
// a block's worth behind the copied ones may be overwritten, within that room. How many were
// copied.
std::size_t copy_plain(std::string_view text, char* out, std::size_t room) noexcept {
    std::size_t i = 0;
    text = text.substr(0, room);
    for (; i + byte_block::size <= text.size(); i += byte_block::size) {
        const byte_block block(text.data() + i);
        block.copy_to(out + i);
        if (const auto found = block.json_special())
            return i + static_cast<std::size_t>(std::countr_zero(found));
    }
    for (; i < text.size() && is_plain(text[i]); ++i)
        out[i] = text[i];
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
    if (short_and_plain(text)) {
        std::array<char, short_text + 2> quoted;
        quoted[0] = '"';
        char* const quote = copy_short(text, quoted.data() + 1);
        *quote = '"';
        out.append(quoted.data(), static_cast<std::size_t>(quote + 1 - quoted.data()));
        return;
    }
    // Put together where no string has to grow.
    constexpr std::size_t longest = 6; // that one byte becomes
    std::array<char, 2048> room;
    char* end = room.data();
    char* const full = end + room.size() - longest;
    out.reserve(out.size() + text.size() + 2);
    *end++ = '"';
    for (;;) {
        if (end >= full) {
            out.append(room.data(), static_cast<std::size_t>(end - room.data()));
            end = room.data();
        }
        const std::size_t plain = copy_plain(text, end, static_cast<std::size_t>(full - end));
        end += plain;
        text.remove_prefix(plain);
        if (text.empty())
            break;
        if (end == full)
            continue;
        const auto byte = static_cast<unsigned char>(text.front());
        if (const std::size_t n = byte >= 0x80 ? utf8_sequence_length(text) : 0) {
            end = std::copy_n(text.data(), n, end);
            text.remove_prefix(n);
        } else {
            end = put_escape(byte, end);
            text.remove_prefix(1);
        }
    }
    *end++ = '"';
    out.append(room.data(), static_cast<std::size_t>(end - room.data()));
}

} // namespace preceptron
