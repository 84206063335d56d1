// Marks of ours that not every locale can write.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::cli {

// Whether the locale writes UTF-8.
bool terminal_speaks_utf8();

// The marks of our own tables, as ASCII where the locale does not write UTF-8. Columns stay where
// they are.
std::string as_locale_writes(std::string text);

// The same of text that may hold paths, to be pasted as they stand: only "…" is replaced.
inline constexpr std::string_view in_a_sentence = "...", in_a_column = "~";
std::string ellipsis_as_locale_writes(std::string text, std::string_view ellipsis);

} // namespace preceptron::cli
