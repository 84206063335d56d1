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

} // namespace preceptron::cli
