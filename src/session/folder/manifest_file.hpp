// The text of checkpoint/manifest.json, as those who write it and those who read it share it.
#pragma once

#include "core/result.hpp"
#include "results/atomic_file.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace preceptron::session {

std::filesystem::path manifest_path(const std::filesystem::path& output_dir);

// errc::no_such_input: no run has been here. errc::io: it is there and cannot be read.
result<std::string> read_manifest_text(const std::filesystem::path& manifest);

// The old text or this one, whenever the process ends.
result<void> write_manifest_text(const std::filesystem::path& checkpoint, std::string_view text,
                                 results::file_access access);

// errc::bad_journal, with the reason.
failure damaged_manifest(const std::filesystem::path& manifest, std::string_view what);

} // namespace preceptron::session
