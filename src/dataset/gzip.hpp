// Files compressed by gzip (RFC 1952), read by zlib.
#pragma once

#include "core/result.hpp"
#include "dataset/byte_buffer.hpp"

#include <string_view>

namespace preceptron::dataset {

// By the two magic bytes; the file's name does not matter.
bool is_gzip(std::string_view bytes) noexcept;

// The content of all members, one after the other. A cut or damaged member, or anything but zero
// bytes after the last, is errc::bad_dataset.
result<byte_buffer> gunzip(std::string_view compressed);

} // namespace preceptron::dataset
