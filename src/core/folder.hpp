// What is in a folder.
#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace preceptron {

// The names in it but "." and "..", in no order; what could not be read shows in `error`.
std::vector<std::string> names_in(const std::filesystem::path& folder, std::error_code& error);

} // namespace preceptron
