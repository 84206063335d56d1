#include "config/yaml_complaint.hpp"

#include "core/printable.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace preceptron::config {

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

} // namespace

yaml_complaint syntax_complaint(std::string_view theirs, position where, std::string_view text) {
    const std::string_view line = line_of(text, where.line);
    const std::string_view indentation =
        line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
    if (const std::size_t tab = indentation.find('\t'); tab != std::string_view::npos)
        return {{where.line, static_cast<int>(tab) + 1},
                "a tab in the indentation: YAML wants spaces"};
    for (const auto& [message, ours] : plainer)
        if (theirs == message)
            return {where, std::string(ours)};
    return {where, "not YAML: " + printable(theirs)};
}

yaml_complaint second_document_complaint(position where, std::string_view text) {
    if (line_of(text, where.line).starts_with("---"))
        return {where, "a second document starts here: a file holds one configuration"};
    return {where, "this line is indented less than the first key of the file: give all top-level "
                   "keys the same indentation"};
}

} // namespace preceptron::config
