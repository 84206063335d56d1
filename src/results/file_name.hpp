// Names from a configuration or a dataset as file names: whatever they hold, the file lies in the
// folder it was meant for.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::results {

// Bytes outside [A-Za-z0-9._-] become %XX; so do the dots of "." and "..".
std::string encode_file_name(std::string_view name);

// "{judge}_{task}.json"
std::string result_file_name(std::string_view judge, std::string_view task);

} // namespace preceptron::results
