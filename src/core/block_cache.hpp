// Free blocks of memory by their size, for the next who wants one of that size.
//
// glibc keeps seven of a size at hand; all others it sorts, joins and cuts again. A turn of the
// loop ends tens of calls and begins as many, whose coroutines and texts have the same sizes each
// time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace preceptron {

// For one thread. All blocks are malloc's; who lets go of the cache without clear() lets go of
// them.
class block_cache {
  public:
    static constexpr std::size_t step = 16;      // sizes are multiples of it
    static constexpr std::size_t largest = 2304; // a call's largest coroutine has 2,200
    static constexpr std::size_t most = 64;      // of a size

    constexpr block_cache() = default;
    block_cache(const block_cache&) = delete;
    block_cache& operator=(const block_cache&) = delete;

    // What a block for `size` bytes must have, so that it can be kept for others.
    static constexpr std::size_t rounded(std::size_t size) noexcept {
        return (size + step - 1) / step * step;
    }

    // A block of at least `size` bytes; null if none is there.
    void* take(std::size_t size) noexcept {
        const std::size_t n = (size + step - 1) / step;
        if (n >= sizes || !free_[n])
            return nullptr;
        --count_[n];
        return take_from(free_[n]);
    }

    // `memory` has at least rounded(size) bytes. It may be what take() returns next.
    void give(void* memory, std::size_t size) noexcept {
        const std::size_t n = (size + step - 1) / step;
        if (n == 0 || n >= sizes || count_[n] == most) {
            std::free(memory);
            return;
        }
        ++count_[n];
        free_[n] = ::new (memory) block{free_[n]};
    }

    // Gives all of them back.
    void clear() noexcept {
        for (block*& first : free_)
            while (first)
                std::free(take_from(first));
        count_ = {};
    }

  private:
    static constexpr std::size_t sizes = largest / step + 1;
    struct block {
        block* next;
    };

    static void* take_from(block*& first) noexcept {
        block* const taken = first;
        first = taken->next;
        return taken;
    }

    std::array<block*, sizes> free_{};
    std::array<std::uint8_t, sizes> count_{};
};

} // namespace preceptron
