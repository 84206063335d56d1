// Sixteen bytes of text looked at together: what is read and written of a call is tens of
// kilobytes, and nearly all of it is ordinary. With SSE2, which every x86-64 has; elsewhere in a
// loop, which is slower.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace preceptron {

class byte_block {
  public:
    static constexpr std::size_t size = 16;

    // Reads `size` bytes.
    explicit byte_block(const char* bytes) noexcept { std::memcpy(&bytes_, bytes, size); }

    // A bit for each byte, the lowest for the first: those that are `a` or `b`.
    std::uint32_t either(char a, char b) const noexcept;
    // The same, or below 0x20, or above 0x7F: no ASCII, or one of its controls (but DEL).
    std::uint32_t control_or(char a, char b) const noexcept;

    // Writes `size` bytes.
    void copy_to(char* bytes) const noexcept { std::memcpy(bytes, &bytes_, size); }

  private:
#ifdef __SSE2__
    __m128i bytes_;
#else
    signed char bytes_[size];
#endif
};

#ifdef __SSE2__

inline std::uint32_t byte_block::either(char a, char b) const noexcept {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(
        _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(a)), _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(b)))));
}

inline std::uint32_t byte_block::control_or(char a, char b) const noexcept {
    const __m128i equal = _mm_or_si128(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(a)),
                                       _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(b)));
    // As signed numbers, those above 0x7F are below 0x20.
    const __m128i below = _mm_cmplt_epi8(bytes_, _mm_set1_epi8(0x20));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(equal, below)));
}

#else

inline std::uint32_t byte_block::either(char a, char b) const noexcept {
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < size; ++i)
        found |= static_cast<std::uint32_t>(bytes_[i] == static_cast<signed char>(a) ||
                                            bytes_[i] == static_cast<signed char>(b))
                 << i;
    return found;
}

inline std::uint32_t byte_block::control_or(char a, char b) const noexcept {
    std::uint32_t found = either(a, b);
    for (std::size_t i = 0; i < size; ++i)
        found |= static_cast<std::uint32_t>(bytes_[i] < 0x20) << i;
    return found;
}

#endif

} // namespace preceptron
