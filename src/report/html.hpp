// Text and tables as HTML. What comes from a dataset, a judge or a configuration is somebody's text
// and stays text: no markup, and no direction of writing, reaches what stands beside it.
#pragma once

#include "analysis/text/sections.hpp"

#include <string>
#include <string_view>

namespace preceptron::report {

// For element content, and for attributes in double quotes; also of SVG. Bytes that are not UTF-8,
// and control characters that HTML or XML does not have, become U+FFFD.
std::string escaped(std::string_view text);

// Somebody's text, escaped, and with its direction of writing kept inside.
std::string isolated(std::string_view text);

// Words of ours, escaped. They run from left to right, whatever the letters of a name in them.
std::string in_our_words(std::string_view text);

// At most so many characters, the last of them "…".
std::string shortened(std::string_view text, std::size_t most);

std::string paragraph(std::string_view text);

// Heads and rows, whose first one or two cells, those before the numbers, name the row; the remarks
// follow as paragraphs. In a box of its own that scrolls sideways where the screen is narrow. Where
// no heading says what is in it, it has a caption.
std::string table(const analysis::section& s, std::string_view caption = {});
// Without the box: what is around it scrolls.
std::string bare_table(const analysis::section& s, std::string_view caption = {});

// A table that is shown on demand.
std::string table_behind(std::string_view summary, const analysis::section& s,
                         std::string_view caption = {});

} // namespace preceptron::report
