// The ' that keeps a spreadsheet from taking a cell for a formula, and that is no part of its text.
#pragma once

#include <string_view>

namespace preceptron::results {

// Of text that begins with = + - @ and is not a plain number; and, that its own ' may be told from
// a guard, of such text behind one ' or several.
bool needs_guard(std::string_view text);

// Of a cell the text. Any text, guarded where it needs that, comes back as it was.
std::string_view without_guard(std::string_view cell);

} // namespace preceptron::results
