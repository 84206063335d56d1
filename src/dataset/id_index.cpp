#include "dataset/id_index.hpp"

#include <algorithm>
#include <functional>

namespace preceptron::dataset {

std::size_t id_index::slot_of(std::string_view id, std::span<const entry> entries) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>()(id) & mask;
    while (slots_[slot] != free_slot && entries[slots_[slot]].id != id)
        slot = (slot + 1) & mask;
    return slot;
}

void id_index::grow(std::span<const entry> entries) {
    std::vector<std::uint32_t> old(std::max<std::size_t>(64, 2 * slots_.size()), free_slot);
    old.swap(slots_);
    for (const std::uint32_t position : old)
        if (position != free_slot)
            slots_[slot_of(entries[position].id, entries)] = position;
}

bool id_index::add_last(std::span<const entry> entries) {
    if (2 * (used_ + 1) > slots_.size())
        grow(entries);
    std::uint32_t& slot = slots_[slot_of(entries.back().id, entries)];
    if (slot != free_slot)
        return false;
    slot = static_cast<std::uint32_t>(entries.size() - 1);
    ++used_;
    return true;
}

const entry* id_index::find(std::string_view id, std::span<const entry> entries) const noexcept {
    if (slots_.empty())
        return nullptr;
    const std::uint32_t position = slots_[slot_of(id, entries)];
    return position == free_slot ? nullptr : &entries[position];
}

} // namespace preceptron::dataset
