#include "core/crc32c.hpp"

#include <boost/crc.hpp>

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#include <wmmintrin.h>
#endif

namespace preceptron {

std::uint32_t crc32c_portable(std::string_view bytes) noexcept {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> sum;
    sum.process_bytes(bytes.data(), bytes.size());
    return sum.checksum();
}

#if defined(__x86_64__)

namespace {

// x^(64 n - 33) mod the polynomial, bits reflected, at n. The product of a sum and that, reduced by
// the checksum instruction, is the sum with n words of zeros behind it.
constexpr std::size_t longest_stream = 128; // words
constexpr auto behind_words = [] {
    std::array<std::uint32_t, 2 * longest_stream + 1> powers{};
    std::uint32_t power = 1; // x^31
    for (std::size_t n = 1; n < powers.size(); ++n) {
        powers[n] = power;
        for (int bit = 0; bit < 64; ++bit)
            power = (power >> 1) ^ ((power & 1) ? 0x82F63B78 : 0);
    }
    return powers;
}();

std::uint64_t word_at(const char* bytes) noexcept {
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

__attribute__((target("sse4.2,pclmul"))) std::uint64_t product(std::uint64_t a,
                                                               std::uint64_t b) noexcept {
    const __m128i both = _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(a)),
                                              _mm_cvtsi64_si128(static_cast<long long>(b)), 0);
    return static_cast<std::uint64_t>(_mm_cvtsi128_si64(both));
}

// The instruction takes three cycles and one can begin in each: three sums side by side, over
// neighbouring stretches of equal length, cost as much as one.
__attribute__((target("sse4.2,pclmul"))) std::uint32_t
crc32c_three_streams(std::string_view bytes) noexcept {
    constexpr std::size_t worth_it = 12 * 8;
    std::uint64_t sum = 0xFFFFFFFF;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    while (left >= worth_it) {
        const std::size_t words = std::min(left / 24, longest_stream);
        const std::size_t stretch = 8 * words;
        std::uint64_t second = 0;
        std::uint64_t third = 0;
        for (const char* const end = at + stretch; at != end; at += 8) {
            sum = _mm_crc32_u64(sum, word_at(at));
            second = _mm_crc32_u64(second, word_at(at + stretch));
            third = _mm_crc32_u64(third, word_at(at + 2 * stretch));
        }
        sum = third ^ _mm_crc32_u64(0, product(sum, behind_words[2 * words]) ^
                                           product(second, behind_words[words]));
        at += 2 * stretch;
        left -= 3 * stretch;
    }
    for (; left >= 8; at += 8, left -= 8)
        sum = _mm_crc32_u64(sum, word_at(at));
    auto narrow = static_cast<std::uint32_t>(sum);
    for (; left > 0; ++at, --left)
        narrow = _mm_crc32_u8(narrow, static_cast<unsigned char>(*at));
    return ~narrow;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) noexcept {
    static const bool fast =
        __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0;
    return fast ? crc32c_three_streams(bytes) : crc32c_portable(bytes);
}

#else

std::uint32_t crc32c(std::string_view bytes) noexcept {
    return crc32c_portable(bytes);
}

#endif

} // namespace preceptron
