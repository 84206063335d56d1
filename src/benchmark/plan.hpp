// What a run is to judge: for every judge and task, which entries still need an answer.
#pragma once

#include "benchmark/entry.hpp"
#include "benchmark/failure_class.hpp"
#include "benchmark/open_trials.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron {

// One judge on one task; makes one result file.
struct plan_cell {
    std::size_t judge = 0; // index into the run's judges
    std::string task;      // the entries' own `benchmark` value
    int repeats = 1;
    std::vector<std::uint32_t> entries; // all eligible, in dataset order
    open_trials open;                   // those to be sent
    std::size_t reused = 0;             // trials whose stored result stands
    std::size_t stale = 0;              // whose only stored results answer another question
    std::vector<trial> failed_before;   // open ones of whose question the journal has a failure
    // Trials whose stored failure is final, by class.
    std::array<std::size_t, failure_class_names.size()> given_up{};

    std::size_t all_given_up() const noexcept;
    std::size_t planned() const noexcept {
        return entries.size() * static_cast<std::size_t>(repeats);
    }
};

struct plan {
    std::vector<plan_cell> cells; // by judge, then in the order of the tasks

    std::size_t planned() const noexcept;
    std::size_t open() const noexcept;
    std::size_t reused() const noexcept;
};

// Indices of the entries that have a grade, by `benchmark` value.
std::map<std::string, std::vector<std::uint32_t>, std::less<>>
graded_entries_by_task(std::span<const entry> entries);

} // namespace preceptron
