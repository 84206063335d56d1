// What a file is written as before it takes its name: a writer that is killed leaves it behind, and
// no reader mistakes it for the file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace preceptron::journal {

// ".NAME.tmp"
inline std::string unfinished_name(std::string_view name) {
    return "." + std::string(name) + ".tmp";
}
inline constexpr std::size_t unfinished_extra = 5; // bytes that it has more than the name

// The same beside the file.
inline std::filesystem::path unfinished_path(const std::filesystem::path& file) {
    return file.parent_path() / unfinished_name(file.filename().native());
}

} // namespace preceptron::journal
