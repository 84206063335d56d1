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

std::optional<std::uint32_t> stored_results::find_trial(const trial_name& trial) const {
    const auto judge = judges_.find(trial.judge);
    const auto task = tasks_.find(trial.task);
    const auto id = ids_.find(trial.entry_id);
    if (!judge || !task || !id)
        return {};
    const auto cell = find_cell(*judge, *task, trial.repeat);
    if (!cell)
        return {};
    return trial_index_.find(trial_hash(*cell, *id), [&](std::uint32_t i) {
        return trials_[i].cell == *cell && trials_[i].id == *id;
    });
}

std::uint32_t stored_results::make_trial(const trial_name& trial) {
    const std::uint32_t judge = judges_.add(trial.judge);
    const std::uint32_t task = tasks_.add(trial.task);
    const std::uint32_t id = ids_.add(trial.entry_id);
    auto cell = find_cell(judge, task, trial.repeat);
    if (!cell) {
        cell = static_cast<std::uint32_t>(cells_.size());
        cells_.push_back({judge, task, trial.repeat});
        cell_index_.insert(cell_hash(judge, task, trial.repeat), *cell);
    }
    const auto known = trial_index_.find(trial_hash(*cell, id), [&](std::uint32_t i) {
        return trials_[i].cell == *cell && trials_[i].id == id;
    });
    if (known)
        return *known;
    const auto position = static_cast<std::uint32_t>(trials_.size());
    trials_.push_back({*cell, id});
    trial_index_.insert(trial_hash(*cell, id), position);
    return position;
}

const stored_result* stored_results::find_in(const trial_slot& trial, const trial_key& key) const {
    for (std::uint32_t at = trial.newest; at != 0; at = results_[at - 1].older())
        if (results_[at - 1].answers(key))
            return &results_[at - 1];
    return nullptr;
}

const stored_result* stored_results::newest_of(const trial_slot& trial) const {
    return trial.newest == 0 ? nullptr : &results_[trial.newest - 1];
}

const stored_failure* stored_results::failure_of(std::uint32_t trial) const {
    const auto found = failures_.find(trial);
    return found == failures_.end() ? nullptr : &found->second;
}

bool stored_results::add_result(const trial_name& trial, const trial_key& key,
                                const location& where) {
    const std::uint32_t position = make_trial(trial);
    trial_slot& slot = trials_[position];
    if (const auto failed = failures_.find(position);
        failed != failures_.end() && failed->second.key == key)
        failures_.erase(failed);
    if (find_in(slot, key))
        return false;
    trials_with_result_ += slot.newest == 0;
    results_.emplace_back(key, where, slot.newest);
    slot.newest = static_cast<std::uint32_t>(results_.size());
    return true;
}

void stored_results::add_failure(const trial_name& trial, const stored_failure& failure) {
    const std::uint32_t position = make_trial(trial);
    if (!find_in(trials_[position], failure.key))
        failures_.insert_or_assign(position, failure);
}

const stored_result* stored_results::find(const trial_name& trial, const trial_key& key) const {
    const auto position = find_trial(trial);
    return position ? find_in(trials_[*position], key) : nullptr;
}

const stored_result* stored_results::latest(const trial_name& trial) const {
    const auto position = find_trial(trial);
    return position ? newest_of(trials_[*position]) : nullptr;
}

const stored_failure* stored_results::last_failure(const trial_name& trial) const {
    const auto position = find_trial(trial);
    return position ? failure_of(*position) : nullptr;
}

std::vector<stored_results::cell> stored_results::cells() const {
    std::vector<cell> list;
    for (const cell_numbers& c : cells_)
        list.push_back({judges_[c.judge], tasks_[c.task], c.repeat});
    return list;
}

void stored_results::for_each(const visitor& visit) const {
    for (std::uint32_t i = 0; i < trials_.size(); ++i) {
        const trial_slot& slot = trials_[i];
        const cell_numbers& c = cells_[slot.cell];
        visit({judges_[c.judge], tasks_[c.task], ids_[slot.id], c.repeat}, newest_of(slot),
              failure_of(i));
    }
}

} // namespace preceptron::journal
