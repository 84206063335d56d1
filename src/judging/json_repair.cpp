#include "judging/json_repair.hpp"

#include "core/plain_run.hpp"

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
    while (!json.empty()) {
        // Outside of strings, every byte stays as well.
        const std::size_t plain = plain_run(json);
        out.append(json, 0, plain);
        json.remove_prefix(plain);
        if (json.empty())
            break;
        const char c = json.front();
        std::size_t taken = 1;
        if (in_string && c == '\\') {
            out += c;
            // A pair is taken whole, so that \" does not end the string.
            if (begins_escape(json))
                out += json[taken++];
            else
                out += '\\';
        } else if (in_string && static_cast<unsigned char>(c) < 0x20) {
            append_control(out, c);
        } else {
            in_string ^= c == '"';
            out += c;
        }
        json.remove_prefix(taken);
    }
    return out;
}

} // namespace preceptron::judging
