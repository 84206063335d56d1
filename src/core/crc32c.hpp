// CRC-32C (Castagnoli): polynomial 0x1EDC6F41, reflected, initial and final value all ones.
#pragma once

#include <cstdint>
#include <string_view>

namespace preceptron {

// By the processor's own instruction where there is one, else as below.
std::uint32_t crc32c(std::string_view bytes) noexcept;

// Table-driven, for every machine; the yardstick of the fast form.
std::uint32_t crc32c_portable(std::string_view bytes) noexcept;

} // namespace preceptron
