// What a journal holds beside a run's plan: of other entries, and of entries that are gone.
#pragma once

#include "benchmark/plan.hpp"
#include "journal/stored_results.hpp"
#include "results/left_out.hpp"
#include "session/planning/run_inputs.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace preceptron::session {

// With a score, or failed for good: no next run asks again.
bool is_settled(const journal::stored_result* answer,
                const journal::stored_failure* failed) noexcept;

// Trials of one judge and task by what became of them.
struct outcome_counts {
    using by_class = std::array<std::uint64_t, failure_class_names.size()>;

    std::string judge, task;
    std::uint64_t scored = 0;
    by_class failed{};    // for good
    by_class retryable{}; // failed, and a next run would try again

    // One more. Either may be null; the answer is what counts.
    void add(const journal::stored_result* answer, const journal::stored_failure* failure) noexcept;
    bool none() const noexcept;
};

// Results of entries that the dataset has under another `benchmark` now, whose trials are others.
struct renamed_results {
    std::string judge, from, to;
    std::uint64_t count = 0;
};

struct beside_plan {
    // Of each cell of the plan: trials of its judge and task that earlier runs of other entries
    // have settled. Their entries are in the dataset, with a grade.
    std::vector<std::uint64_t> settled;
    // Trials that stand for nothing any more: their entry is not in the dataset, not of that task
    // or without a grade now. Those of judges and repeats that are not asked for any more are left
    // to whoever counts.
    std::vector<outcome_counts> uncounted;
    std::vector<renamed_results> renamed; // standing ones, of those left out
    // Standing results that are in no file and no statistic any more.
    results::left_out left_out;
};

// Whether an entry of the cell's judge and task that is not among the cell's has a stored answer to
// what it would be asked now.
bool is_answered_beside(const plan_cell& cell, const run_inputs& inputs,
                        const journal::stored_results& stored);

beside_plan find_beside(const plan& work, const run_inputs& inputs,
                        const journal::stored_results& stored);

} // namespace preceptron::session
