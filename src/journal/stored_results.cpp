#include "journal/stored_results.hpp"

namespace preceptron::journal {

namespace {

std::uint64_t cell_hash(std::uint32_t judge, std::uint32_t task, std::uint32_t repeat) noexcept {
    return (std::uint64_t{judge} << 40) ^ (std::uint64_t{task} << 20) ^ repeat;
}

} // namespace

std::optional<std::uint32_t> stored_results::find_cell(std::uint32_t judge, std::uint32_t task,
                                                       std::uint32_t repeat) const {
    return cell_index_.find(cell_hash(judge, task, repeat), [&](std::uint32_t i) {
        const cell_numbers& c = cells_[i];
        return c.judge == judge && c.task == task && c.repeat == repeat;
    });
}

std::uint32_t stored_results::make_cell(const trial_name& trial) {
    const cell_numbers wanted{judges_.add(trial.judge), tasks_.add(trial.task), trial.repeat};
    if (!cells_.empty() && cells_[last_cell_] == wanted)
        return last_cell_;
    if (const auto known = find_cell(wanted.judge, wanted.task, wanted.repeat))
        return last_cell_ = *known;
    last_cell_ = static_cast<std::uint32_t>(cells_.size());
    cells_.push_back(wanted);
    cell_index_.insert(cell_hash(wanted.judge, wanted.task, wanted.repeat), last_cell_);
    return last_cell_;
}

std::uint32_t stored_results::make_trial(const trial_name& trial) {
    const std::uint32_t cell = make_cell(trial);
    const std::uint32_t id = ids_.add(trial.entry_id);
    std::uint32_t& position = trial_index_.at(cell, id);
    if (position == trial_index::none) {
        position = static_cast<std::uint32_t>(newest_.size());
        newest_.push_back({});
        trials_.push_back({cell, id});
    }
    return position;
}

const stored_result* stored_results::find_in(std::uint32_t trial, const trial_key& key) const {
    for (const stored_result* r = newest_of(trial); r; r = &older_[r->older() - 1]) {
        if (r->answers(key))
            return r;
        if (r->older() == 0)
            break;
    }
    return nullptr;
}

const stored_result* stored_results::newest_of(std::uint32_t trial) const {
    const stored_result& newest = newest_[trial];
    return newest.exists() ? &newest : nullptr;
}

const stored_result* stored_results::standing_of(std::uint32_t trial) const {
    return trial < withdrawn_.size() && withdrawn_[trial] ? nullptr : newest_of(trial);
}

const stored_failure* stored_results::failure_of(std::uint32_t trial) const {
    const auto found = failures_.find(trial);
    return found == failures_.end() ? nullptr : &found->second;
}

bool stored_results::add_result(const trial_name& trial, const trial_key& key,
                                const location& where) {
    const std::uint32_t position = make_trial(trial);
    if (const auto failed = failures_.find(position);
        failed != failures_.end() && failed->second.key == key)
        failures_.erase(failed);
    if (find_in(position, key))
        return false;
    stored_result& newest = newest_[position];
    std::uint32_t older = 0;
    if (newest.exists()) {
        older_.push_back(newest);
        older = static_cast<std::uint32_t>(older_.size());
    } else {
        ++trials_with_result_;
    }
    newest = {key, where, older};
    last_result_ = where;
    if (position < withdrawn_.size())
        withdrawn_[position] = false;
    ++results_;
    return true;
}

void stored_results::add_failure(const trial_name& trial, const stored_failure& failure) {
    const std::uint32_t position = make_trial(trial);
    if (!find_in(position, failure.key))
        failures_.insert_or_assign(position, failure);
}

void stored_results::let_stand(const trial_name& trial, const trial_key& key) {
    const std::uint32_t position = find_trial(trial);
    if (position == trial_index::none)
        return;
    stored_result& newest = newest_[position];
    const stored_result* const wanted = find_in(position, key);
    if (withdrawn_.size() <= position)
        withdrawn_.resize(newest_.size());
    withdrawn_[position] = !wanted;
    if (!wanted) {
        if (const auto* failed = failure_of(position); failed && failed->key != key)
            failures_.erase(position);
    } else if (wanted != &newest) {
        newest.trade_places(older_[static_cast<std::size_t>(wanted - older_.data())]);
    }
}

std::uint32_t stored_results::find_trial(const trial_name& name) const {
    const auto judge = judges_.find(name.judge);
    const auto task = tasks_.find(name.task);
    const auto id = ids_.find(name.entry_id);
    if (!judge || !task || !id)
        return trial_index::none;
    const auto cell = find_cell(*judge, *task, name.repeat);
    return cell ? trial_index_.find(*cell, *id) : trial_index::none;
}

stored_trial stored_results::trial(const trial_name& name) const {
    const std::uint32_t position = find_trial(name);
    return position == trial_index::none ? stored_trial() : stored_trial(*this, position);
}

void stored_results::find_repeats(std::string_view judge_name, std::string_view task_name,
                                  std::string_view entry_id, std::uint32_t repeats,
                                  std::vector<stored_trial>& found) const {
    found.assign(repeats, {});
    const auto judge = judges_.find(judge_name);
    const auto task = tasks_.find(task_name);
    const auto id = ids_.find(entry_id);
    if (!judge || !task || !id)
        return;
    for (std::uint32_t repeat = 0; repeat < repeats; ++repeat)
        if (const auto cell = find_cell(*judge, *task, repeat))
            if (const std::uint32_t position = trial_index_.find(*cell, *id);
                position != trial_index::none) {
                found[repeat] = {*this, position};
                // The repeats of an entry are far apart: fetched side by side, they are there when
                // they are looked at one by one.
                __builtin_prefetch(&newest_[position]);
            }
}

const stored_result* stored_trial::find(const trial_key& key) const {
    return all_ ? all_->find_in(position_, key) : nullptr;
}

const stored_result* stored_trial::standing() const {
    return all_ ? all_->standing_of(position_) : nullptr;
}

const stored_result* stored_trial::newest() const {
    return all_ ? all_->newest_of(position_) : nullptr;
}

const stored_failure* stored_trial::last_failure() const {
    return all_ ? all_->failure_of(position_) : nullptr;
}

std::vector<stored_results::cell> stored_results::cells() const {
    std::vector<cell> list;
    for (const cell_numbers& c : cells_)
        list.push_back({judges_[c.judge], tasks_[c.task], c.repeat});
    return list;
}

bool stored_results::knows_cell(std::string_view judge, std::string_view task) const {
    return std::ranges::any_of(cells_, [&](const cell_numbers& c) {
        return judges_[c.judge] == judge && tasks_[c.task] == task;
    });
}

void stored_results::for_each(const visitor& visit) const {
    for (std::uint32_t i = 0; i < trials_.size(); ++i) {
        const auto [cell, id] = trials_[i];
        const cell_numbers& c = cells_[cell];
        visit({judges_[c.judge], tasks_[c.task], ids_[id], c.repeat}, standing_of(i),
              failure_of(i));
    }
}

} // namespace preceptron::journal
