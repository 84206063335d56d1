// What the journal already holds for each trial: the answer to "must this be asked again?". About
// fifty bytes a result; the records themselves stay in the file.
#pragma once

#include "journal/blocks.hpp"
#include "journal/flat_index.hpp"
#include "journal/name_pool.hpp"
#include "journal/stored_result.hpp"
#include "journal/trial_index.hpp"

#include <cstdint>
#include <functional>
#include <optional>
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

class stored_results;

// What is stored of one trial, found once. Valid until the next add to the results it is of, and so
// are the pointers.
class stored_trial {
  public:
    stored_trial() = default; // nothing is stored

    // The result that answers exactly this key.
    const stored_result* find(const trial_key& key) const;

    // The result that counts for the trial: that whose key came last, unless a run has decided
    // otherwise after that. Null also where it has asked for one that has not come.
    const stored_result* standing() const;

    // The result whose key came last, or was made to stand, whether or not it counts. Where it is
    // not the planned one: "stored, but no longer matching".
    const stored_result* newest() const;

    // The last failure, unless a result with its key came after it.
    const stored_failure* last_failure() const;

  private:
    friend stored_results;
    stored_trial(const stored_results& all, std::uint32_t position) noexcept
        : all_(&all), position_(position) {}

    const stored_results* all_ = nullptr;
    std::uint32_t position_ = 0;
};

class stored_results {
  public:
    // The first result of a key wins: a later one with the same key is not taken (false).
    bool add_result(const trial_name& trial, const trial_key& key, const location& where);
    void add_failure(const trial_name& trial, const stored_failure& failure);
    // The trial's result of this key stands from now on, until another one is added. Where there is
    // none, none stands until then, and no failure of another key is its last.
    void let_stand(const trial_name& trial, const trial_key& key);

    stored_trial trial(const trial_name& name) const;

    // The trials of the repeats 0 to `repeats` - 1 of one judge and entry, in place of what `found`
    // held: for one who looks at many, in any order of the entries.
    void find_repeats(std::string_view judge, std::string_view task, std::string_view entry_id,
                      std::uint32_t repeats, std::vector<stored_trial>& found) const;

    // Of one trial, as above.
    const stored_result* find(const trial_name& name, const trial_key& key) const {
        return trial(name).find(key);
    }
    const stored_result* standing(const trial_name& name) const { return trial(name).standing(); }
    const stored_failure* last_failure(const trial_name& name) const {
        return trial(name).last_failure();
    }

    // What the journal's keys are laid out like: whoever looks for one makes it so.
    key_layout keys() const noexcept { return keys_; }
    void set_keys(key_layout layout) noexcept { keys_ = layout; }

    // Where the result lies that came last of all; segment 0 = there is none.
    const location& last_result() const noexcept { return last_result_; }

    // Distinct (trial, key) pairs with a result, and trials with one.
    std::size_t size() const noexcept { return results_; }
    std::size_t trials() const noexcept { return trials_with_result_; }

    // Whether anything is stored: for this id, whatever the judge; of this task by this judge.
    bool knows_entry(std::string_view entry_id) const { return ids_.find(entry_id).has_value(); }
    bool knows_cell(std::string_view judge, std::string_view task) const;
    bool knows_nothing() const noexcept { return newest_.empty(); }

    // Every (judge, task, repeat) there is, in the order of first appearance.
    struct cell {
        std::string_view judge, task;
        std::uint32_t repeat = 0;
    };
    std::vector<cell> cells() const;

    // Visits every trial, in the order of first appearance, with its standing result and its last
    // failure as above; either may be null. The visitor must not change this object.
    using visitor =
        std::function<void(const trial_name&, const stored_result*, const stored_failure*)>;
    void for_each(const visitor& visit) const;

  private:
    friend stored_trial;
    struct cell_numbers {
        std::uint32_t judge, task, repeat;
        friend bool operator==(const cell_numbers&, const cell_numbers&) = default;
    };
    struct trial_numbers {
        std::uint32_t cell, id;
    };

    std::optional<std::uint32_t> find_cell(std::uint32_t judge, std::uint32_t task,
                                           std::uint32_t repeat) const;
    std::uint32_t make_cell(const trial_name& trial);
    std::uint32_t make_trial(const trial_name& trial);
    std::uint32_t find_trial(const trial_name& trial) const; // trial_index::none: unknown
    const stored_result* find_in(std::uint32_t trial, const trial_key& key) const;
    const stored_result* newest_of(std::uint32_t trial) const;
    const stored_result* standing_of(std::uint32_t trial) const;
    const stored_failure* failure_of(std::uint32_t trial) const;

    name_pool judges_, tasks_, ids_;
    std::vector<cell_numbers> cells_;
    flat_index cell_index_;
    std::uint32_t last_cell_ = 0; // the same cell often comes again at once
    trial_index trial_index_;
    // Of each trial, in the order of first appearance. Apart: the plan looks at results only.
    blocks<stored_result> newest_;
    blocks<trial_numbers> trials_;
    std::vector<stored_result> older_;
    std::unordered_map<std::uint32_t, stored_failure> failures_; // by position of the trial
    std::vector<bool> withdrawn_; // of each trial, as far as any is: no result stands
    location last_result_;
    key_layout keys_ = key_layout::judge_first;
    std::size_t results_ = 0;
    std::size_t trials_with_result_ = 0;
};

} // namespace preceptron::journal
