// Flags whose value is a list: "a,b".
#pragma once

#include <string>

namespace preceptron::cli {

// An item as it is meant: a blank behind the comma is part of no name.
std::string list_item(const std::string& text);

} // namespace preceptron::cli
