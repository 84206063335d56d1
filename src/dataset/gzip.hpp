// Files compressed by gzip (RFC 1952), read by zlib.
#pragma once

#include "core/result.hpp"
#include "dataset/byte_buffer.hpp"

#include <filesystem>
#include <string_view>

namespace preceptron::dataset {

// By the two magic bytes; the file's name does not matter.
bool is_gzip(std::string_view bytes) noexcept;

// The content of all members, one after the other. A cut or damaged member, or anything but zero
// bytes after the last, is errc::bad_dataset.
result<byte_buffer> gunzip(std::string_view compressed);

// A file's bytes, or its content where it is compressed.
result<byte_buffer> read_unpacked(const std::filesystem::path& path);

} // namespace preceptron::dataset
