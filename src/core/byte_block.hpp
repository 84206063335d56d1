// Sixteen bytes of text looked at together: what is read and written of a call is tens of
// kilobytes, and nearly all of it is ordinary. With SSE2, which every x86-64 has; elsewhere in a
// loop, which is slower.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace preceptron {

class byte_block {
  public:
    static constexpr std::size_t size = 16;
    static constexpr std::size_t least = 4;

    // Reads `size` bytes.
    explicit byte_block(const char* bytes) noexcept { std::memcpy(&bytes_, bytes, size); }

    // All bytes of a text of `least` to `size`, in whatever order and some of them repeatedly.
    explicit byte_block(std::string_view whole) noexcept;

    // A bit for each byte, the lowest for the first: those that are `a` or `b`.
    std::uint32_t either(char a, char b) const noexcept;
    // Those that a JSON string does not hold as they are: quotes, backslashes, what is below 0x20
    // (ASCII's controls but DEL), and what is above 0x7F (no ASCII).
    std::uint32_t json_special() const noexcept;

    // Writes `size` bytes.
    void copy_to(char* bytes) const noexcept { std::memcpy(bytes, &bytes_, size); }

  private:
#ifdef __SSE2__
    __m128i bytes_;
#else
    signed char bytes_[size];
#endif
};

inline byte_block::byte_block(std::string_view whole) noexcept {
    std::uint32_t pieces[4];
    constexpr std::size_t piece = sizeof pieces[0];
    const std::size_t step = whole.size() < 2 * piece ? 0 : piece;
    const char* const back = whole.data() + whole.size() - piece;
    std::memcpy(&pieces[0], whole.data(), piece);
    std::memcpy(&pieces[1], whole.data() + step, piece);
    std::memcpy(&pieces[2], back - step, piece);
    std::memcpy(&pieces[3], back, piece);
    std::memcpy(&bytes_, pieces, size);
}

#ifdef __SSE2__

inline std::uint32_t byte_block::either(char a, char b) const noexcept {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(
        _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(a)), _mm_cmpeq_epi8(bytes_, _mm_set1_epi8(b)))));
}

inline std::uint32_t byte_block::json_special() const noexcept {
    // Two comparisons for four kinds: with its second bit turned a quote comes right behind the
    // controls, and of all others none comes there. As signed numbers, those above 0x7F are the
    // smallest.
    const __m128i turned = _mm_xor_si128(bytes_, _mm_set1_epi8(2));
    const __m128i small = _mm_subs_epi8(turned, _mm_set1_epi8(('"' ^ 2) + 1)); // negative if so
    const __m128i backslash = _mm_cmpeq_epi8(bytes_, _mm_set1_epi8('\\'));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(small, backslash)));
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

inline std::uint32_t byte_block::json_special() const noexcept {
    std::uint32_t found = either('"', '\\');
    for (std::size_t i = 0; i < size; ++i)
        found |= static_cast<std::uint32_t>(bytes_[i] < 0x20) << i;
    return found;
}

#endif

} // namespace preceptron
