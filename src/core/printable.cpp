#include "core/printable.hpp"

#include "core/utf8.hpp"

namespace preceptron {

namespace {

void append_escaped(std::string& out, unsigned char byte) {
    constexpr char digits[] = "0123456789abcdef";
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

} // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
    std::string out;
    while (!text.empty()) {
        if (out.size() >= max_bytes)
            return out + "…";
        const auto byte = static_cast<unsigned char>(text[0]);
        const std::size_t n = utf8_sequence_length(text);
        if (byte == '\n' || byte == '\t') {
            out += ' ';
        } else if (n == 0 || byte < 0x20 || byte == 0x7F) {
            append_escaped(out, byte);
        } else if (n == 2 && byte == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0) {
            append_escaped(out, static_cast<unsigned char>(text[1])); // C1
        } else {
            out += text.substr(0, n);
        }
        text.remove_prefix(n == 0 ? 1 : n);
    }
    return out;
}

} // namespace preceptron
