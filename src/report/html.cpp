#include "report/html.hpp"

#include "core/printable.hpp"
#include "core/utf8.hpp"
#include "report/charts/label_layout.hpp"
#include "report/stretches.hpp"

#include <algorithm>

namespace preceptron::report {

namespace {

constexpr std::string_view replacement = "\uFFFD";

bool has_marks_of_direction(std::string_view text) {
    return with_directions_shown(text) != text;
}

bool is_forbidden(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 1)
        return (first < 0x20 && first != '\n' && first != '\t') || first == 0x7F;
    if (character == "\uFFFE" || character == "\uFFFF")
        return true;
    return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0; // C1 controls
}

// A line may end within a task's name, which may be wider than its column: page.css says where.
std::string with_breaks(const std::string& html) {
    std::string out;
    for (const char c : html)
        out.append(1, c).append(c == '_' ? "<wbr>" : "");
    return out;
}

// No line ends inside "[0.31, 0.51]", nor inside "[95 % CI]".
std::string with_whole_brackets(std::string html) {
    constexpr std::string_view inside = "0123456789.,+- %CI", blank = "\u00a0";
    for (std::size_t at = 0; (at = html.find('[', at)) != html.npos; ++at) {
        const std::size_t end = html.find_first_not_of(inside, at + 1);
        if (end == html.npos || html[end] != ']')
            continue;
        for (std::size_t k = end; k > at; --k)
            if (html[k] == ' ')
                html.replace(k, 1, blank);
    }
    return html;
}

// Only what is long may be broken, in a column that is wide enough to read it: page.css.
std::string tag(std::string_view name, const std::string& cell) {
    constexpr double most_in_a_line = 14; // in font sizes: 22 letters
    return "<" + std::string(name) + (text_width(cell, 1) > most_in_a_line ? " class=l>" : ">");
}

void add_heads(std::string& out, const std::vector<std::string>& cells) {
    out += "<tr>";
    for (const std::string& cell : cells)
        out += tag("th", cell) + with_breaks(with_whole_brackets(in_our_words(cell)));
    out += '\n';
}

void add_row(std::string& out, const std::vector<std::string>& cells, std::size_t headers,
             std::size_t names) {
    out += "<tr>";
    for (std::size_t k = 0; k < cells.size(); ++k)
        out += (k < headers ? tag("th scope=row", cells[k])
                : k < names ? tag("td", cells[k])
                            : "<td>") +
               (k < std::max(headers, names) ? with_breaks(in_our_words(cells[k]))
                                             : with_whole_brackets(in_our_words(cells[k])));
    out += '\n';
}

// Browsers would end a line between the hyphens of "--format".
std::string with_whole_flags(std::string text) {
    const auto is_of_flag = [](char c) { return c == '-' || (c >= 'a' && c <= 'z'); };
    for (std::size_t at = 0; (at = text.find("--", at)) != text.npos;) {
        std::size_t end = at;
        while (end < text.size() && is_of_flag(text[end]))
            ++end;
        const bool begins = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
        if (begins && end > at + 2 && text[at + 2] != '-') {
            const std::string flag = "<span class=flag>" + text.substr(at, end - at) + "</span>";
            text.replace(at, end - at, flag);
            end = at + flag.size();
        }
        at = end;
    }
    return text;
}

// How many of a row's cells name it.
std::size_t row_headers(const analysis::section& s) {
    const bool names_in_two = s.first_number == 2 || s.first_number == 3; // of more, some are text
    return names_in_two && s.heads.size() > 2 ? 2 : 1;
}

} // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_sequence_length(text);
        const std::string_view character = text.substr(0, length == 0 ? 1 : length);
        text.remove_prefix(character.size());
        if (length == 0 || is_forbidden(character))
            out += replacement;
        else if (character == "&")
            out += "&amp;";
        else if (character == "<")
            out += "&lt;";
        else if (character == ">")
            out += "&gt;";
        else if (character == "\"")
            out += "&quot;";
        else if (character == "'")
            out += "&#39;";
        else
            out += character;
    }
    return out;
}

std::string isolated(std::string_view text) {
    return has_right_to_left(text) || has_marks_of_direction(text)
               ? "<bdi>" + escaped(text) + "</bdi>"
               : with_whole_flags(escaped(text));
}

std::string in_our_words(std::string_view text) {
    if (has_marks_of_direction(text)) // their reach is anybody's guess
        return isolated(text);
    std::string out;
    for (const stretch& s : stretches_of(text))
        out += s.right_to_left ? isolated(s.text) : with_whole_flags(escaped(s.text));
    return out;
}

std::string shortened(std::string_view text, std::size_t most) {
    std::size_t characters = 0, cut = 0, at = 0;
    while (at < text.size()) {
        if (characters + 1 == most)
            cut = at;
        const std::size_t length = utf8_sequence_length(text.substr(at));
        at += length == 0 ? 1 : length;
        if (++characters > most)
            return std::string(text.substr(0, cut)) + "…";
    }
    return std::string(text);
}

std::string paragraph(std::string_view text) {
    return "<p>" + in_our_words(text) + "</p>\n";
}

std::string bare_table(const analysis::section& s, std::string_view caption) {
    std::string out;
    if (!s.rows.empty()) {
        out += "<table";
        const bool numbers = s.first_number < s.heads.size();
        if (numbers)
            out += " class=n" + std::to_string(s.first_number);
        out += ">\n";
        if (!caption.empty())
            out += "<caption>" + in_our_words(caption) + "</caption>";
        out += "<thead>";
        add_heads(out, s.heads);
        out += "<tbody>";
        for (const auto& row : s.rows)
            add_row(out, row, row_headers(s), numbers ? s.first_number : 0);
        out += "</table>\n";
    }
    for (const std::string& remark : s.remarks)
        out += "<p class=remark>" + in_our_words(remark) + "</p>\n";
    return out;
}

std::string table(const analysis::section& s, std::string_view caption) {
    return "<div class=scroll>" + bare_table(s, caption) + "</div>\n";
}

std::string table_behind(std::string_view summary, const analysis::section& s,
                         std::string_view caption) {
    return "<details><summary>" + in_our_words(summary) + "</summary>\n" + bare_table(s, caption) +
           "</details>\n";
}

} // namespace preceptron::report
