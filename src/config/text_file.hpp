// A configuration file's text, as editors on any system leave it: with or without a byte order
// mark, with any line ends.
#pragma once

#include "config/problem.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::config {

inline constexpr std::size_t largest_text_file = std::size_t{1} << 20;

struct text_file {
    std::string text;
    bool readable_by_others = false; // by the group, or by everybody
};

// Reads the whole file. A file that is not there is errc::no_such_input. The text is as it stands:
// see clean_text.
std::optional<text_file> read_text_file(const std::filesystem::path& file, problem_list& problems);

// Takes the byte order mark off and turns every line end into '\n'. False, with a problem, when the
// text is not UTF-8 or holds a NUL byte or is larger than largest_text_file.
bool clean_text(std::string& text, problem_list& problems);

} // namespace preceptron::config
