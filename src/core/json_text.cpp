#include "core/json_text.hpp"

#include "core/utf8.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace preceptron {

std::string number_text(double value) {
    // Python switches to an exponent below 1e-4 and from 1e16 on; to_chars has other borders.
    char text[40];
    const double magnitude = std::fabs(value);
    if (magnitude < 1e15 && value == std::trunc(value) && !std::signbit(value)) {
        const auto end = std::to_chars(text, text + sizeof text, static_cast<std::int64_t>(value));
        return std::string(text, end.ptr) += ".0";
    }
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
        const auto end =
            std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
        return {text, end.ptr};
    }
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed);
    std::string result(text, end.ptr);
    if (result.find('.') == std::string::npos)
        result += ".0";
    return result;
}

namespace {

constexpr bool is_plain(unsigned char byte) noexcept {
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

constexpr auto plain_bytes = [] {
    std::array<bool, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte)
        table[byte] = is_plain(static_cast<unsigned char>(byte));
    return table;
}();

// How many bytes at the front of `text` a JSON string holds as they are. Eight at a time: what is
// written down of a call is twenty kilobytes, and nearly all of it is plain.
std::size_t plain_prefix(std::string_view text) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    std::size_t i = 0;
    // A top bit for each byte that is below 0x20, '"', '\\' or above 0x7F. A borrow can only mark a
    // byte above one that is marked rightly.
    const auto marks = [&text](std::size_t at) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, sizeof word);
        const std::uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
        return (word | (word - ones * 0x20) | (quote - ones) | (backslash - ones)) & tops;
    };
    for (; i + 32 <= text.size(); i += 32)
        if ((marks(i) | marks(i + 8) | marks(i + 16) | marks(i + 24)) != 0)
            break;
    for (; i + 8 <= text.size(); i += 8)
        if (marks(i) != 0)
            break;
    while (i < text.size() && plain_bytes[static_cast<unsigned char>(text[i])])
        ++i;
    return i;
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0; // start of the run not yet copied
    for (std::size_t i = 0; i < text.size();) {
        i += plain_prefix(text.substr(i));
        if (i == text.size())
            break;
        const auto byte = static_cast<unsigned char>(text[i]);
        if (const std::size_t n = byte >= 0x80 ? utf8_sequence_length(text.substr(i)) : 0) {
            i += n;
            continue;
        }
        out += text.substr(plain, i - plain);
        switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (byte >= 0x80) {
                out += "\xEF\xBF\xBD";
            } else {
                out += "\\u00";
                out += digits[byte >> 4];
                out += digits[byte & 15];
            }
        }
        plain = ++i;
    }
    out += text.substr(plain);
    out += '"';
}

void json_writer::new_line() {
    if (indent_ > 0) {
        out_ += '\n';
        out_.append(static_cast<std::size_t>(indent_ * depth_), ' ');
    }
}

void json_writer::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!first_)
        out_ += ',';
    if (depth_ > 0)
        new_line();
    first_ = false;
}

void json_writer::open(char bracket) {
    separate();
    out_ += bracket;
    ++depth_;
    first_ = true;
}

void json_writer::close(char bracket) {
    --depth_;
    if (!first_)
        new_line();
    out_ += bracket;
    first_ = false;
}

json_writer& json_writer::begin_object() {
    return open('{'), *this;
}
json_writer& json_writer::end_object() {
    return close('}'), *this;
}
json_writer& json_writer::begin_array() {
    return open('['), *this;
}
json_writer& json_writer::end_array() {
    return close(']'), *this;
}

json_writer& json_writer::key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += indent_ > 0 ? ": " : ":";
    after_key_ = true;
    return *this;
}

json_writer& json_writer::value(std::string_view text) {
    separate();
    append_json_string(out_, text);
    return *this;
}

json_writer& json_writer::value(bool b) {
    return raw(b ? "true" : "false");
}
json_writer& json_writer::value(double number) {
    return std::isfinite(number) ? raw(number_text(number)) : null();
}
json_writer& json_writer::value(std::int64_t number) {
    return raw(std::to_string(number));
}
json_writer& json_writer::value(std::uint64_t number) {
    return raw(std::to_string(number));
}
json_writer& json_writer::null() {
    return raw("null");
}

json_writer& json_writer::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

} // namespace preceptron
