// What the name of an output file says of its form, where no --format does.
#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>

namespace preceptron::cli {

// In lower case, with the dot: ".json"; empty where the name has none.
std::string ending_of(const std::filesystem::path& path);

// errc::usage where the name promises a form that is not written (.xlsx, .csv.gz): whoever opens
// it would be misled. `known`: what --format takes.
result<void> refuse_other_form(const std::filesystem::path& path, const std::string& known);

// errc::usage where the name is one of data, or of a form that is no HTML: a slip of the shell
// (-o results/*.json) would put the page in the place of what was paid for.
result<void> refuse_data_name(const std::filesystem::path& path);

} // namespace preceptron::cli
