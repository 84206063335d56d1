// A dataset entry's own JSON text, read and extended without touching what it holds.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace preceptron::results {

// The value of a top-level member as it stands in the text ("4.50", "\"x\""); empty when there is
// none. Of equal names the last one counts, as in most JSON readers.
std::string_view raw_member(std::string_view record, std::string_view name);

// `json` without line breaks and the indentation behind them.
std::string on_one_line(std::string_view json);

// Appends `record` to `out` on one line, with `members` (JSON text: "a":1,"b":2) before its closing
// brace. Members of the record that bear one of `names` are left out; everything else keeps its
// bytes, except that line breaks between them, and the indentation behind, are dropped.
void append_extended(std::string& out, std::string_view record,
                     std::span<const std::string_view> names, std::string_view members);

} // namespace preceptron::results
