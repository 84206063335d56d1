#include "core/wrapped.hpp"

#include "core/text_width.hpp"

#include <algorithm>

namespace preceptron {

std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent,
                    std::size_t begun) {
    std::string out;
    std::size_t used = begun; // of the line
    bool first = true;        // word of the text
    std::size_t blanks = 1;   // before the next word, if it stands on the same line
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) {
            ++blanks;
            continue;
        }
        const std::size_t width = width_of(word);
        if (!first && used + blanks + width > columns) {
            out += '\n';
            out += indent;
            used = indent.size();
        } else if (!first) {
            out.append(blanks, ' ');
            used += blanks;
        }
        out += word;
        used += width;
        first = false;
        blanks = 1;
    }
    return out + '\n';
}

namespace {

constexpr char joint = '\x01'; // a blank that no line ends at; messages are safe to print

void join(std::string& text, std::size_t from, std::size_t to) {
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(from),
                 text.begin() + static_cast<std::ptrdiff_t>(to), ' ', joint);
}

void join_what_is_quoted(std::string& text) {
    for (std::size_t at = 0; (at = text.find('\'', at)) != text.npos; ++at) {
        const bool opens = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
        const std::size_t end = opens ? text.find('\'', at + 1) : text.npos;
        if (end == text.npos)
            continue; // an apostrophe
        join(text, at, end);
        at = end;
    }
}

void join_commands(std::string& text) {
    for (const std::string_view begin : {": preceptron ", ": chmod "})
        if (const std::size_t at = text.find(begin); at != text.npos)
            join(text, at + 2, text.size());
}

} // namespace

std::string wrapped_message(std::string_view text, std::size_t columns) {
    const std::string before(std::min(text.find_first_not_of(' '), text.size()), ' ');
    std::string joined(text.substr(before.size()));
    join_what_is_quoted(joined);
    join_commands(joined);
    std::string out = before + wrapped(joined, columns, before + "  ", before.size());
    std::ranges::replace(out, joint, ' ');
    return out;
}

} // namespace preceptron
