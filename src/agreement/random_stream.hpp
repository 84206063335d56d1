// Random numbers as a function of (seed, stream, replicate, position), so that what a replicate
// draws does not depend on which thread makes it: Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace preceptron::agreement {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key);

// A number for a stream's name, the same everywhere (FNV-1a).
std::uint64_t stream_number(std::string_view name);

class random_stream {
  public:
    random_stream(std::uint64_t seed, std::uint64_t stream, std::uint32_t replicate);

    std::uint32_t next() {
        if (used_ == 4)
            refill();
        return block_[used_++];
    }

    // Uniform in [0, bound), without bias (Lemire 2019). bound > 0.
    std::uint32_t below(std::uint32_t bound) {
        std::uint64_t product = std::uint64_t{next()} * bound;
        if (static_cast<std::uint32_t>(product) < bound) {
            const std::uint32_t threshold = (0U - bound) % bound;
            while (static_cast<std::uint32_t>(product) < threshold)
                product = std::uint64_t{next()} * bound;
        }
        return static_cast<std::uint32_t>(product >> 32);
    }

  private:
    void refill();

    std::array<std::uint32_t, 4> counter_;
    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> block_{};
    std::uint32_t used_ = 4;
};

} // namespace preceptron::agreement
