#include "journal/stored_results.hpp"

namespace preceptron::journal {

namespace {

std::uint64_t cell_hash(std::uint32_t judge, std::uint32_t task, std::uint32_t repeat) noexcept {
    return (std::uint64_t{judge} << 40) ^ (std::uint64_t{task} << 20) ^ repeat;
}

std::uint64_t trial_hash(std::uint32_t cell, std::uint32_t id) noexcept {
    return (std::uint64_t{cell} << 32) | id;
}

} // namespace

std::optional<std::uint32_t> stored_results::find_cell(std::uint32_t judge, std::uint32_t task,
                                                       std::uint32_t repeat) const {
    return cell_index_.find(cell_hash(judge, task, repeat), [&](std::uint32_t i) {
        const cell_numbers& c = cells_[i];
        return c.judge == judge && c.task == task && c.repeat == repeat;
    });
}

const stored_results::trial_slot* stored_results::find_trial(const trial_name& trial) const {
    const auto judge = names_.find(trial.judge);
    const auto task = names_.find(trial.task);
    const auto id = ids_.find(trial.entry_id);
    if (!judge || !task || !id)
        return nullptr;
    const auto cell = find_cell(*judge, *task, trial.repeat);
    if (!cell)
        return nullptr;
    const auto slot = trial_index_.find(trial_hash(*cell, *id), [&](std::uint32_t i) {
        return trials_[i].cell == *cell && trials_[i].id == *id;
    });
    return slot ? &trials_[*slot] : nullptr;
}

stored_results::trial_slot& stored_results::make_trial(const trial_name& trial) {
    const std::uint32_t judge = names_.add(trial.judge);
    const std::uint32_t task = names_.add(trial.task);
    const std::uint32_t id = ids_.add(trial.entry_id);
    auto cell = find_cell(judge, task, trial.repeat);
    if (!cell) {
        cell = static_cast<std::uint32_t>(cells_.size());
        cells_.push_back({judge, task, trial.repeat});
        cell_index_.insert(cell_hash(judge, task, trial.repeat), *cell, [this](std::uint32_t i) {
            return cell_hash(cells_[i].judge, cells_[i].task, cells_[i].repeat);
        });
    }
    const auto known = trial_index_.find(trial_hash(*cell, id), [&](std::uint32_t i) {
        return trials_[i].cell == *cell && trials_[i].id == id;
    });
    if (known)
        return trials_[*known];
    trials_.push_back({*cell, id});
    trial_index_.insert(
        trial_hash(*cell, id), static_cast<std::uint32_t>(trials_.size() - 1),
        [this](std::uint32_t i) { return trial_hash(trials_[i].cell, trials_[i].id); });
    return trials_.back();
}

const stored_result* stored_results::find_in(const trial_slot& trial, const trial_key& key) const {
    for (std::uint32_t at = trial.newest; at != 0; at = results_[at - 1].older)
        if (results_[at - 1].key == key)
            return &results_[at - 1];
    return nullptr;
}

const stored_result* stored_results::newest_of(const trial_slot& trial) const {
    return trial.newest == 0 ? nullptr : &results_[trial.newest - 1];
}

const stored_failure* stored_results::failure_of(const trial_slot& trial) const {
    return trial.failure == 0 ? nullptr : &failures_[trial.failure - 1];
}

bool stored_results::add_result(const trial_name& trial, const trial_key& key,
                                const location& where) {
    trial_slot& slot = make_trial(trial);
    if (slot.failure != 0 && failures_[slot.failure - 1].key == key)
        slot.failure = 0;
    if (find_in(slot, key))
        return false;
    trials_with_result_ += slot.newest == 0;
    results_.push_back({key, where, slot.newest});
    slot.newest = static_cast<std::uint32_t>(results_.size());
    return true;
}

void stored_results::add_failure(const trial_name& trial, const stored_failure& failure) {
    trial_slot& slot = make_trial(trial);
    if (find_in(slot, failure.key))
        return;
    if (slot.failure != 0) {
        failures_[slot.failure - 1] = failure;
        return;
    }
    failures_.push_back(failure);
    slot.failure = static_cast<std::uint32_t>(failures_.size());
}

const stored_result* stored_results::find(const trial_name& trial, const trial_key& key) const {
    const trial_slot* slot = find_trial(trial);
    return slot ? find_in(*slot, key) : nullptr;
}

const stored_result* stored_results::latest(const trial_name& trial) const {
    const trial_slot* slot = find_trial(trial);
    return slot ? newest_of(*slot) : nullptr;
}

const stored_failure* stored_results::last_failure(const trial_name& trial) const {
    const trial_slot* slot = find_trial(trial);
    return slot ? failure_of(*slot) : nullptr;
}

std::vector<stored_results::cell> stored_results::cells() const {
    std::vector<cell> list;
    for (const cell_numbers& c : cells_)
        list.push_back({names_[c.judge], names_[c.task], c.repeat});
    return list;
}

void stored_results::for_each(const visitor& visit) const {
    for (const trial_slot& slot : trials_) {
        const cell_numbers& c = cells_[slot.cell];
        visit({names_[c.judge], names_[c.task], ids_[slot.id], c.repeat}, newest_of(slot),
              failure_of(slot));
    }
}

} // namespace preceptron::journal
