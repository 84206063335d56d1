// From dataset, judges and journal to what is still to be asked.
#pragma once

#include "benchmark/plan.hpp"
#include "journal/stored_results.hpp"
#include "session/planning/beside_plan.hpp"
#include "session/planning/run_inputs.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

// A trial for which another stored answer than that which stands is to count, or none until it has
// been asked: its settings or its entry have changed, or are as they were before.
struct changed_stand {
    std::size_t judge;   // in run_inputs::judges
    std::uint32_t entry; // in run_inputs::data
    std::uint32_t repeat;
    journal::trial_key key; // zeros where the entry lacks what the prompt needs
    // A result to go by whatever its key, which is there; else the one of `key`.
    std::optional<journal::location> kept;
};

// A stored answer to another question than what its trial asks now.
struct stale_answer {
    std::uint32_t cell;      // in plan::cells
    journal::location where; // the newest of the trial
};

struct planned_run {
    plan work; // plan_cell::judge indexes run_inputs::judges
    std::vector<changed_stand> stands;
    beside_plan beside;
    // Of `stands`, those beside the plan, whose answers count no more
    // (session/planning/changed_beside).
    std::size_t changed_beside = 0;

    // Trials whose only stored results answer another question.
    std::size_t stale = 0;
    std::vector<stale_answer> stale_answers;                       // theirs
    bool keeps_stale = false;                                      // they count as they are
    std::map<std::string, std::size_t, std::less<>> unknown_tasks; // graded entries nobody judges
    bool tasks_chosen = false; // on the command line: nobody asks for others
    std::size_t ungraded = 0;  // entries of wanted tasks without a grade
    // Entries with a grade below or above what a judge of theirs can give.
    dataset::id_list off_scale;
    // Entries whose max_score is not above the least score of their task: they are not sent.
    dataset::id_list without_scale;
    // Entries with fields that result files replace, and which these are: entry::result_fields.
    dataset::id_list with_result_fields;
    std::uint8_t replaced_fields = 0;
    bool dataset_has_nothing_stored = false; // there are stored results, and none is of an entry
};

planned_run make_plan(const run_inputs& inputs, const run_options& options,
                      const journal::stored_results& stored);

// The key of a trial; nothing when its entry lacks what the prompt needs.
std::optional<journal::trial_key> key_of(const prepared_judge& judge, journal::key_layout layout,
                                         const entry& e, int repeat);

} // namespace preceptron::session
