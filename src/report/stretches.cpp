#include "report/stretches.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron::report {

namespace {

std::size_t length_of_first(std::string_view text) {
    return std::max<std::size_t>(utf8_sequence_length(text), 1);
}

bool begins_with_letter(std::string_view text) {
    if (text.empty() || static_cast<unsigned char>(text[0]) < 0x80 ||
        utf8_sequence_length(text) == 0)
        return false;
    const char32_t c = first_character(text);
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Blanks, hyphens and what else may stand between the words of a name.
std::size_t joiners(std::string_view text) {
    constexpr std::string_view ascii = " -_.'";
    std::size_t end = 0;
    while (end < text.size()) {
        const std::string_view rest = text.substr(end);
        const std::size_t length = length_of_first(rest);
        const std::string_view character = rest.substr(0, length);
        if (ascii.find(character[0]) == ascii.npos && character != "’" && character != "…" &&
            character != "\u200C" && character != "\u200D")
            break;
        end += length;
    }
    return end;
}

// Digits that are no figure of ours: "2" and "-2.5" are a name's, " 0.78" and "2nd" are not.
std::size_t number_of_name(std::string_view text, bool behind_blank) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    const std::string_view rest = text.substr(end);
    const bool in_latin = !rest.empty() && ((rest[0] | 0x20) >= 'a' && (rest[0] | 0x20) <= 'z');
    const bool figure =
        behind_blank && (rest.starts_with('%') || rest.starts_with(" %") ||
                         (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',' || rest[0] == '/') &&
                          is_digit(rest[1])));
    return in_latin || figure ? 0 : end;
}

// How long the name is that `text` begins with the first letter of.
std::size_t length_of_name(std::string_view text) {
    constexpr std::string_view cut = "…";
    std::size_t end = length_of_first(text);
    for (;;) {
        if (text.substr(end).starts_with(cut))
            end += cut.size();
        const std::size_t next = end + joiners(text.substr(end));
        const std::string_view between = text.substr(end, next - end), rest = text.substr(next);
        if (begins_with_letter(rest))
            end = next + length_of_first(rest);
        else if (const std::size_t digits = number_of_name(rest, between.find(' ') != rest.npos);
                 digits > 0)
            end = next + digits;
        else
            return end;
    }
}

} // namespace

std::vector<stretch> stretches_of(std::string_view text) {
    std::vector<stretch> out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (!begins_with_letter(text.substr(at))) {
            at += length_of_first(text.substr(at));
            continue;
        }
        if (at > begin)
            out.push_back({text.substr(begin, at - begin), false});
        begin = at + length_of_name(text.substr(at));
        out.push_back({text.substr(at, begin - at), true});
        at = begin;
    }
    if (begin < text.size())
        out.push_back({text.substr(begin), false});
    return out;
}

bool has_right_to_left(std::string_view text) {
    for (; !text.empty(); text.remove_prefix(length_of_first(text)))
        if (begins_with_letter(text))
            return true;
    return false;
}

} // namespace preceptron::report
