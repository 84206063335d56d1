#include "journal/crc32c.hpp"

#include <boost/crc.hpp>

#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace preceptron::journal {

std::uint32_t crc32c_portable(std::string_view bytes) noexcept {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> sum;
    sum.process_bytes(bytes.data(), bytes.size());
    return sum.checksum();
}

#if defined(__x86_64__)

namespace {

__attribute__((target("sse4.2"))) std::uint32_t crc32c_sse42(std::string_view bytes) noexcept {
    std::uint64_t sum = 0xFFFFFFFF;
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, sizeof word);
        sum = _mm_crc32_u64(sum, word);
    }
    auto narrow = static_cast<std::uint32_t>(sum);
    for (; left > 0; ++at, --left)
        narrow = _mm_crc32_u8(narrow, static_cast<unsigned char>(*at));
    return ~narrow;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes) noexcept {
    static const bool fast = __builtin_cpu_supports("sse4.2") != 0;
    return fast ? crc32c_sse42(bytes) : crc32c_portable(bytes);
}

#else

std::uint32_t crc32c(std::string_view bytes) noexcept {
    return crc32c_portable(bytes);
}

#endif

} // namespace preceptron::journal
