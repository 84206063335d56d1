// Reads config.yaml: syntax, types, ranges, and everything about it that can be known without the
// tasks, the dataset and the network.
#pragma once

#include "config/config.hpp"
#include "config/keys.hpp"

#include <filesystem>
#include <string>

namespace preceptron::config {

// `azure` gives azure's endpoint and api_version to judges without their own; null when they could
// not be read, which is then no second problem. A file that is not there is errc::no_such_input.
loaded<configuration> read_config(const std::filesystem::path& file, const azure_settings* azure,
                                  paths_elsewhere elsewhere = {});

// The same from a text; `file` names it in messages, and its folder is where relative paths start.
loaded<configuration> parse_config(std::string text, const std::filesystem::path& file,
                                   const azure_settings* azure, paths_elsewhere elsewhere = {});

} // namespace preceptron::config
