// Names from a configuration or a dataset as file names: whatever they hold, the file lies in the
// folder it was meant for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace preceptron::results {

// Bytes outside [A-Za-z0-9._-] become %XX; so do the dots of "." and "..".
std::string encode_file_name(std::string_view name);

// "{judge}_{task}.json"
std::string result_file_name(std::string_view judge, std::string_view task);

// The judge of a file whose name without extension is "{judge}_{task}", as the benchmark's own
// program names its files, too: it writes names as they are, and no judge into the rows. Nothing
// for another name.
std::optional<std::string> judge_of_file_name(std::string_view stem, std::string_view task);

} // namespace preceptron::results
