// A hash table of positions: the items themselves stand in a sequence of the owner's. Eight bytes a
// slot and no allocation an item, for indexes of a million items.
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
        const std::uint32_t tag = tag_of(hash);
        for (std::size_t i = tag & mask();; i = (i + 1) & mask()) {
            const slot& s = slots_[i];
            if (s.position == vacant)
                return {};
            if (s.tag == tag && same(s.position))
                return s.position;
        }
    }

    // Adds an item that find() does not know.
    void insert(std::uint64_t hash, std::uint32_t position) {
        if (4 * (used_ + 1) > 3 * slots_.size())
            grow();
        place({tag_of(hash), position});
        ++used_;
    }

  private:
    static constexpr std::uint32_t vacant = std::numeric_limits<std::uint32_t>::max();
    struct slot {
        std::uint32_t tag = 0;
        std::uint32_t position = vacant;
    };

    // Spreads hashes that differ in a few bits only (Fibonacci hashing: 2^64 over the golden
    // ratio).
    static std::uint32_t tag_of(std::uint64_t hash) noexcept {
        return static_cast<std::uint32_t>((hash * 0x9E3779B97F4A7C15U) >> 32);
    }

    std::size_t mask() const noexcept { return slots_.size() - 1; }

    void place(const slot& item) noexcept {
        std::size_t i = item.tag & mask();
        while (slots_[i].position != vacant)
            i = (i + 1) & mask();
        slots_[i] = item;
    }

    void grow() {
        std::vector<slot> old(slots_.empty() ? 16 : 2 * slots_.size());
        old.swap(slots_);
        for (const slot& s : old)
            if (s.position != vacant)
                place(s);
    }

    std::vector<slot> slots_; // a power of two, at most three quarters used
    std::size_t used_ = 0;
};

} // namespace preceptron::journal
