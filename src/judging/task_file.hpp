// Reads task files. Their format is described in data/README.md.
#pragma once

#include "core/result.hpp"
#include "judging/task.hpp"

#include <filesystem>
#include <string>

namespace YAML {
class Node;
}

namespace preceptron::judging {

// `file` is how messages call it. errc::bad_configuration: the message has one line
// "file:line:column: what" for each thing that is wrong.
result<task> parse_task(const std::string& yaml, const std::string& file);

// The same from a tree whose nodes do not know their places: messages give no line.
result<task> task_from(const YAML::Node& root, const std::string& file);

// The same from disk. errc::no_such_input when the file cannot be opened; messages name the
// absolute path.
result<task> read_task_file(const std::filesystem::path& path);

} // namespace preceptron::judging
