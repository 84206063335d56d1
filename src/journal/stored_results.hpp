// What the journal already holds for each trial: the answer to "must this be asked again?". About a
// hundred bytes a result; the records themselves stay in the file.
#pragma once

#include "benchmark/failure_class.hpp"
#include "journal/flat_index.hpp"
#include "journal/key.hpp"
#include "journal/name_pool.hpp"
#include "journal/segment.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace preceptron::journal {

struct trial_name {
    std::string_view judge;
    std::string_view task; // the entry's own `benchmark` value
    std::string_view entry_id;
    std::uint32_t repeat = 0;
};

// Packed, because there may be a million. Half of the key is enough: 128 bits of a digest do not
// meet by chance.
class stored_result {
  public:
    stored_result(const trial_key& key, const location& where, std::uint32_t older) noexcept
        : segment_(where.segment), offset_(where.offset), length_(where.length), older_(older) {
        std::memcpy(key_.data(), key.data(), key_.size());
    }

    bool answers(const trial_key& key) const noexcept {
        return std::memcmp(key_.data(), key.data(), key_.size()) == 0;
    }
    location where() const noexcept {
        return make_location(static_cast<int>(segment_), offset_, length_);
    }
    // Position + 1 of the same trial's result with the key before; 0 = none.
    std::uint32_t older() const noexcept { return older_; }

  private:
    std::array<std::uint8_t, 16> key_;
    std::uint64_t segment_ : 16;
    std::uint64_t offset_ : 48;
    std::uint32_t length_;
    std::uint32_t older_;
};

struct stored_failure {
    trial_key key{};
    location where;
    failure_class kind = failure_class::transport;
    bool retryable = false;
    int http_status = 0;
};

class stored_results {
  public:
    // The first result of a key wins: a later one with the same key is not taken (false).
    bool add_result(const trial_name& trial, const trial_key& key, const location& where);
    void add_failure(const trial_name& trial, const stored_failure& failure);

    // Pointers stay valid until the next add.

    // The result that answers exactly this key.
    const stored_result* find(const trial_name& trial, const trial_key& key) const;

    // The result whose key came last: that of the newest settings. Compared with a planned key it
    // tells "stored, but no longer matching".
    const stored_result* latest(const trial_name& trial) const;

    // The last failure, unless a result with its key came after it.
    const stored_failure* last_failure(const trial_name& trial) const;

    // Distinct (trial, key) pairs with a result, and trials with one.
    std::size_t size() const noexcept { return results_.size(); }
    std::size_t trials() const noexcept { return trials_with_result_; }

    // Whether anything is stored for this id, whatever the judge.
    bool knows_entry(std::string_view entry_id) const { return ids_.find(entry_id).has_value(); }
    bool knows_nothing() const noexcept { return trials_.empty(); }

    // Every (judge, task, repeat) there is, in the order of first appearance.
    struct cell {
        std::string_view judge, task;
        std::uint32_t repeat = 0;
    };
    std::vector<cell> cells() const;

    // Visits every trial, in the order of first appearance, with its latest result and its last
    // failure as above; either may be null. The visitor must not change this object.
    using visitor =
        std::function<void(const trial_name&, const stored_result*, const stored_failure*)>;
    void for_each(const visitor& visit) const;

  private:
    struct cell_numbers {
        std::uint32_t judge, task, repeat;
    };
    struct trial_slot {
        std::uint32_t cell, id;
        std::uint32_t newest = 0; // in results_: position + 1; 0 = none
    };

    std::optional<std::uint32_t> find_cell(std::uint32_t judge, std::uint32_t task,
                                           std::uint32_t repeat) const;
    std::optional<std::uint32_t> find_trial(const trial_name& trial) const;
    std::uint32_t make_trial(const trial_name& trial);
    const stored_result* find_in(const trial_slot& trial, const trial_key& key) const;
    const stored_result* newest_of(const trial_slot& trial) const;
    const stored_failure* failure_of(std::uint32_t trial) const;

    name_pool judges_, tasks_, ids_;
    std::vector<cell_numbers> cells_;
    flat_index cell_index_;
    std::deque<trial_slot> trials_;
    flat_index trial_index_;
    std::deque<stored_result> results_;
    std::unordered_map<std::uint32_t, stored_failure> failures_; // by position of the trial
    std::size_t trials_with_result_ = 0;
};

} // namespace preceptron::journal
