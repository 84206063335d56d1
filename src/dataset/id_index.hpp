// Finds entries by id. Eight to sixteen bytes an entry, where a hash map would take sixty.
#pragma once

#include "benchmark/entry.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace preceptron::dataset {

// Open addressing over positions in the list of entries, which every call is given.
class id_index {
  public:
    // Adds the last of `entries`, unless an earlier one has its id; false then.
    bool add_last(std::span<const entry> entries);

    // nullptr when no entry has the id.
    const entry* find(std::string_view id, std::span<const entry> entries) const noexcept;

  private:
    // The slot that holds the id, or the free one where it belongs.
    std::size_t slot_of(std::string_view id, std::span<const entry> entries) const noexcept;
    void grow(std::span<const entry> entries);

    static constexpr std::uint32_t free_slot = 0xFFFF'FFFF;
    std::vector<std::uint32_t> slots_; // a power of two, at most half full
    std::size_t used_ = 0;
};

} // namespace preceptron::dataset
