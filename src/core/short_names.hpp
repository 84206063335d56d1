// Names cut to a width, so that two that are different stay so.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace preceptron {

// Valid UTF-8 each. What is longer than `most` characters (3 at least) loses some of its middle to
// "…", as names of one family begin alike and differ at their end. Where two would come out alike,
// all get as many characters more as it takes. A name that occurs twice stays twice the same.
std::vector<std::string> short_names(const std::vector<std::string>& names, std::size_t most);

} // namespace preceptron
