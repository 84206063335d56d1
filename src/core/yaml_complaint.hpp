// Words for what makes a text no YAML: the library's, where they help, else plainer ones.
#pragma once

#include "core/text_position.hpp"

#include <string>
#include <string_view>

namespace preceptron {

struct yaml_complaint {
    text_position where;
    std::string message;
};

// `theirs` is yaml-cpp's message about `where`, which is `offset` in `text`. A tab in that line's
// indentation is named first: it is the cause of whatever else was found.
yaml_complaint syntax_complaint(std::string_view theirs, text_position where, std::size_t offset,
                                std::string_view text);

// yaml-cpp begins a second document, without a word, at a line indented less than the first key,
// and behind one of "...".
yaml_complaint second_document_complaint(text_position where, std::string_view text);

} // namespace preceptron
