// A small file by which processes tell each other something of the moment: readers never see half
// of it, and it may be lost in a crash.
#pragma once

#include "core/result.hpp"
#include "journal/descriptor.hpp"

#include <filesystem>
#include <string_view>

namespace preceptron::session {

// In the place of an older one. Where the disk refuses it, nothing is left (errc::cannot_create).
result<void> write_passing_file(const std::filesystem::path& path, std::string_view text,
                                journal::file_access access);

} // namespace preceptron::session
