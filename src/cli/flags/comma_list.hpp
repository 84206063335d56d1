// Flags whose value is a list: "a,b".
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::cli {

// The items as they are meant: a blank beside a comma is part of no name, and nothing between two
// commas, or behind the last, is no item.
std::vector<std::string> list_items(std::string_view list);
std::vector<std::string> list_items(const std::vector<std::string>& lists);

// Refuses a list without items, and says so.
CLI::Validator some_items();

// The same, and each item as `each` does.
CLI::Validator some_items(const CLI::Validator& each);

} // namespace preceptron::cli
