// A whole file in memory.
#pragma once

#include "core/result.hpp"
#include "dataset/byte_buffer.hpp"

#include <filesystem>

namespace preceptron::dataset {

// Reads regular files and whatever else can be read to its end (a pipe). errc::no_such_input when
// there is none, errc::io when the system refuses; messages name the path as it was given.
result<byte_buffer> read_file(const std::filesystem::path& path);

} // namespace preceptron::dataset
