// The started calls that have no outcome yet, by key: as few as there are in flight, but each call
// of a journal is put in and taken out once. Beside them those that trials were given up with.
#pragma once

#include "journal/key.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

namespace preceptron::journal {

struct open_start {
    std::uint32_t attempt = 0; // from 1
    std::optional<double> usd;
    bool given_up = false; // its call was lost, and its trial with it: a bill if it is asked again
};

// A hash table without an allocation an item.
class open_starts {
  public:
    // Pointers stay valid until the next change.
    const open_start* find(const trial_key& key) const noexcept {
        const slot& s = slots_[place_of(key)];
        return s.used ? &s.start : nullptr;
    }

    // In place of one with the same key.
    void put(const trial_key& key, const open_start& start) {
        if (2 * (used_ + 1) > slots_.size())
            grow();
        slot& s = slots_[place_of(key)];
        used_ += !s.used;
        s.key = key;
        s.start = start;
        s.used = true;
    }

    void erase(const trial_key& key) noexcept {
        std::size_t hole = place_of(key);
        if (!slots_[hole].used)
            return;
        // Those behind move up, unless that would put them before the place their key asks for.
        for (std::size_t i = next(hole); slots_[i].used; i = next(i))
            if (distance(home_of(slots_[i].key), i) >= distance(hole, i)) {
                slots_[hole] = slots_[i];
                hole = i;
            }
        slots_[hole].used = false;
        --used_;
    }

    template<class Visit>
    void for_each(Visit visit) const {
        for (const slot& s : slots_)
            if (s.used)
                visit(s.start);
    }

  private:
    struct slot {
        trial_key key{};
        open_start start;
        bool used = false;
    };

    std::size_t home_of(const trial_key& key) const noexcept {
        return key_hash{}(key) & (slots_.size() - 1);
    }
    std::size_t next(std::size_t i) const noexcept { return (i + 1) & (slots_.size() - 1); }
    std::size_t distance(std::size_t from, std::size_t to) const noexcept {
        return (to - from) & (slots_.size() - 1);
    }

    // The slot of this key, or the vacant one where it would be put.
    std::size_t place_of(const trial_key& key) const noexcept {
        std::size_t i = home_of(key);
        while (slots_[i].used && !equal(slots_[i].key, key))
            i = next(i);
        return i;
    }

    // Without the call that comparing arrays would be.
    static bool equal(const trial_key& a, const trial_key& b) noexcept {
        std::uint64_t differences = 0;
        for (std::size_t i = 0; i < a.size(); i += sizeof differences) {
            std::uint64_t x, y;
            std::memcpy(&x, &a[i], sizeof x);
            std::memcpy(&y, &b[i], sizeof y);
            differences |= x ^ y;
        }
        return differences == 0;
    }

    void grow() {
        std::vector<slot> old(2 * slots_.size());
        old.swap(slots_);
        for (const slot& s : old)
            if (s.used)
                slots_[place_of(s.key)] = s;
    }

    std::vector<slot> slots_ = std::vector<slot>(64); // a power of two, at most half used
    std::size_t used_ = 0;
};

} // namespace preceptron::journal
