#include "core/yaml_complaint.hpp"

#include "core/printable.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace preceptron {

namespace {

std::string_view line_of(std::string_view text, int line) {
    for (; line > 1 && !text.empty(); --line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, text.find('\n'));
}

// yaml-cpp's words for the mistakes people make, and ours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> plainer{{
    {"illegal map value",
     "a ':' where no key can stand: check the indentation, and quote a text that holds ': '"},
    {"end of map not found", "the indentation of this line fits no line above it"},
    {"end of sequence not found", "the indentation of this line fits no line above it"},
    {"end of map flow not found", "a '{' is not closed before this point"},
    {"end of sequence flow not found", "a '[' is not closed before this point"},
    {"illegal tab when looking for indentation", "a tab in the indentation: YAML wants spaces"},
    {"unknown token", "a text that begins with this character must be in quotes"},
    {"the referenced anchor is not defined", "an alias (*name) without its anchor"},
}};

// Where the escape begins that yaml-cpp has read up to `end`; npos when that cannot be told.
std::size_t start_of_escape(std::string_view text, std::size_t end) noexcept {
    constexpr std::array<std::pair<char, std::size_t>, 3> with_digits{
        {{'U', 8}, {'u', 4}, {'x', 2}}};
    for (const auto& [letter, digits] : with_digits)
        if (end <= text.size() && end >= digits + 2 && text[end - digits - 2] == '\\' &&
            text[end - digits - 1] == letter)
            return end - digits - 2;
    return end <= text.size() && end >= 2 && text[end - 2] == '\\' ? end - 2 : text.npos;
}

// Whether a quoted text ends just before `offset`, where no more text can follow.
bool is_behind_quote(std::string_view text, std::size_t offset) noexcept {
    return offset > 0 && offset < text.size() &&
           (text[offset - 1] == '\'' || text[offset - 1] == '"') && text[offset] != '\n';
}

// The line that ended the document before `line`: "...", with comments and blank lines behind it.
// 0: there is none.
int line_of_end(std::string_view text, int line) {
    while (--line > 0) {
        const std::string_view before = line_of(text, line);
        const std::size_t first = before.find_first_not_of(" \t");
        if (before.starts_with("..."))
            return line;
        if (first != before.npos && before[first] != '#')
            return 0;
    }
    return 0;
}

} // namespace

yaml_complaint syntax_complaint(std::string_view theirs, text_position where, std::size_t offset,
                                std::string_view text) {
    const std::string_view line = line_of(text, where.line);
    const std::string_view indentation =
        line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
    if (const std::size_t tab = indentation.find('\t'); tab != std::string_view::npos)
        return {{where.line, static_cast<int>(tab) + 1},
                "a tab in the indentation: YAML wants spaces"};
    if (theirs.starts_with("bad character found while scanning hex number") ||
        theirs.starts_with("unknown escape character") || theirs.starts_with("invalid unicode")) {
        const std::size_t start = start_of_escape(text, offset);
        return {start == text.npos ? where : position_of(text, start),
                "a '\\' in double quotes begins an escape, and this is none: write \\\\, or use "
                "single quotes"};
    }
    if (theirs.starts_with("end of ") && is_behind_quote(text, offset))
        return {where, "text behind a closing quote: in single quotes, write '' for an apostrophe"};
    for (const auto& [message, ours] : plainer)
        if (theirs == message)
            return {where, std::string(ours)};
    return {where, "not YAML: " + printable(theirs)};
}

yaml_complaint second_document_complaint(text_position where, std::string_view text) {
    if (line_of(text, where.line).starts_with("---"))
        return {where, "a second document starts here: a file holds one configuration"};
    if (const int end = line_of_end(text, where.line); end > 0)
        return {where, "a line of '...' ends the configuration in line " + std::to_string(end) +
                           ": remove it, and what follows counts"};
    return {where, "this line is indented less than the first key of the file: give all top-level "
                   "keys the same indentation"};
}

} // namespace preceptron
