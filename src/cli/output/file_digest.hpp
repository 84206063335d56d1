// By which a reader of the results knows the file that they were made from.
#pragma once

#include <filesystem>
#include <string>

namespace preceptron::cli {

// SHA-256 of its bytes, in hex. Empty where it is no regular file (a pipe has been read), or cannot
// be read any more.
std::string digest_of(const std::filesystem::path& file);

} // namespace preceptron::cli
