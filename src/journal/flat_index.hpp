// A hash table of positions: the items themselves stand in a sequence of the owner's. Eight bytes a
// slot, no allocation an item, so that a million stored results fit in the cache's reach.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace preceptron::journal {

class flat_index {
  public:
    // Position of the item with this hash for which same(position) holds.
    template<class Same>
    std::optional<std::uint32_t> find(std::uint64_t hash, Same same) const {
        if (slots_.empty())
            return {};
        const std::uint64_t mixed = mix(hash);
        const auto tag = static_cast<std::uint32_t>(mixed);
        for (std::size_t i = home(mixed);; i = (i + 1) & (slots_.size() - 1)) {
            const slot& s = slots_[i];
            if (s.position == vacant)
                return {};
            if (s.tag == tag && same(s.position))
                return s.position;
        }
    }

    // Adds an item that find() does not know. `hash_of` gives the hash of any position added
    // before, for when the table grows.
    template<class HashOf>
    void insert(std::uint64_t hash, std::uint32_t position, HashOf hash_of) {
        if (4 * (used_ + 1) > 3 * slots_.size())
            grow(hash_of);
        place(mix(hash), position);
        ++used_;
    }

  private:
    static constexpr std::uint32_t vacant = std::numeric_limits<std::uint32_t>::max();
    struct slot {
        std::uint32_t tag = 0;
        std::uint32_t position = vacant;
    };

    // Spreads hashes whose low bits are alike (Fibonacci hashing: 2^64 over the golden ratio).
    static std::uint64_t mix(std::uint64_t hash) noexcept {
        hash *= 0x9E3779B97F4A7C15U;
        return hash ^ (hash >> 32);
    }

    std::size_t home(std::uint64_t mixed) const noexcept {
        return static_cast<std::size_t>(mixed >> 24) & (slots_.size() - 1);
    }

    void place(std::uint64_t mixed, std::uint32_t position) noexcept {
        std::size_t i = home(mixed);
        while (slots_[i].position != vacant)
            i = (i + 1) & (slots_.size() - 1);
        slots_[i] = {static_cast<std::uint32_t>(mixed), position};
    }

    template<class HashOf>
    void grow(HashOf hash_of) {
        std::vector<slot> old(slots_.empty() ? 16 : 2 * slots_.size());
        old.swap(slots_);
        for (const slot& s : old)
            if (s.position != vacant)
                place(mix(hash_of(s.position)), s.position);
    }

    std::vector<slot> slots_; // a power of two, at most three quarters used
    std::size_t used_ = 0;
};

} // namespace preceptron::journal
