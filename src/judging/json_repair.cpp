#include "judging/json_repair.hpp"

#include <algorithm>

namespace preceptron::judging {

namespace {

bool begins_escape(std::string_view text) noexcept {
    if (text.size() < 2)
        return false;
    if (text[1] != 'u')
        return std::string_view("\"\\/bfnrt").find(text[1]) != std::string_view::npos;
    const std::string_view digits = text.substr(2, 4);
    return digits.size() == 4 && std::ranges::all_of(digits, [](char c) {
               return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
           });
}

void append_control(std::string& out, char c) {
    constexpr char digits[] = "0123456789abcdef";
    out += "\\u00";
    out += digits[(c >> 4) & 15];
    out += digits[c & 15];
}

} // namespace

std::string repaired_json(std::string_view json) {
    std::string out;
    out.reserve(json.size() + json.size() / 16);
    bool in_string = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (in_string && c == '\\') {
            out += c;
            // A pair is taken whole, so that \" does not end the string.
            out += begins_escape(json.substr(at)) ? json[++at] : '\\';
        } else if (in_string && static_cast<unsigned char>(c) < 0x20) {
            append_control(out, c);
        } else {
            in_string ^= c == '"';
            out += c;
        }
    }
    return out;
}

} // namespace preceptron::judging
