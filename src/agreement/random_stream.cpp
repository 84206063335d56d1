#include "agreement/random_stream.hpp"

namespace preceptron::agreement {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> c, std::array<std::uint32_t, 2> k) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * c[2];
        c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(p1),
             static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(p0)};
        k[0] += 0x9E3779B9;
        k[1] += 0xBB67AE85;
    }
    return c;
}

std::uint64_t stream_number(std::string_view name) {
    std::uint64_t h = 0xcbf29ce484222325;
    for (const char c : name) {
        h ^= static_cast<unsigned char>(c);
        h *= 0x100000001b3;
    }
    return h;
}

random_stream::random_stream(std::uint64_t seed, std::uint64_t stream, std::uint32_t replicate)
    : counter_{0, replicate, static_cast<std::uint32_t>(stream),
               static_cast<std::uint32_t>(stream >> 32)},
      key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)} {}

void random_stream::refill() {
    block_ = philox(counter_, key_);
    ++counter_[0];
    used_ = 0;
}

} // namespace preceptron::agreement
