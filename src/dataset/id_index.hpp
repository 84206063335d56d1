// Finds entries by id. Ten to twenty bytes an entry, where a hash map would take sixty.
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
    static constexpr std::uint32_t nobody = 0xFFFF'FFFF;

    // The hash is kept so that neither a miss nor growing has to look at the entries.
    struct slot {
        std::uint32_t hash = 0;
        std::uint32_t position = nobody;
    };

    // The slot that holds the id, or the free one where it belongs.
    std::size_t slot_of(std::string_view id, std::uint32_t hash,
                        std::span<const entry> entries) const noexcept;
    void grow();

    std::vector<slot> slots_; // a power of two, at most three quarters full
    std::size_t used_ = 0;
};

} // namespace preceptron::dataset
