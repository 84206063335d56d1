#include "dataset/id_index.hpp"

#include <algorithm>
#include <functional>

namespace preceptron::dataset {

namespace {

std::uint32_t hash_of(std::string_view id) noexcept {
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(id));
}

} // namespace

std::size_t id_index::slot_of(std::string_view id, std::uint32_t hash,
                              std::span<const entry> entries) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].position != nobody &&
           (slots_[at].hash != hash || entries[slots_[at].position].id != id))
        at = (at + 1) & mask;
    return at;
}

void id_index::grow() {
    std::vector<slot> old(std::max<std::size_t>(64, 2 * slots_.size()));
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const slot& s : old) {
        if (s.position == nobody)
            continue;
        std::size_t at = s.hash & mask;
        while (slots_[at].position != nobody)
            at = (at + 1) & mask;
        slots_[at] = s;
    }
}

bool id_index::add_last(std::span<const entry> entries) {
    if (4 * (used_ + 1) > 3 * slots_.size())
        grow();
    const std::uint32_t hash = hash_of(entries.back().id);
    slot& place = slots_[slot_of(entries.back().id, hash, entries)];
    if (place.position != nobody)
        return false;
    place = {hash, static_cast<std::uint32_t>(entries.size() - 1)};
    ++used_;
    return true;
}

const entry* id_index::find(std::string_view id, std::span<const entry> entries) const noexcept {
    if (slots_.empty())
        return nullptr;
    const slot& place = slots_[slot_of(id, hash_of(id), entries)];
    return place.position == nobody ? nullptr : &entries[place.position];
}

} // namespace preceptron::dataset
