// Names and other text cut to a width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron {

// Valid UTF-8 in at most `most` columns: of what is longer, the first `head` columns, "…" and the
// last ones.
std::string shortened(std::string_view text, std::size_t head, std::size_t most);

// Names in about `most` columns (3 at least), so that those which are different stay so: what is
// longer loses some of its middle, behind a third, or its front, or its end. Where all these make
// two alike, each gets as many columns more as it takes. A name that occurs twice stays twice
// the same.
std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t most);

} // namespace preceptron
