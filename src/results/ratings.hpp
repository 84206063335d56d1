// Who gave which score: what agreement is computed from, whatever file it was read from.
#pragma once

#include "agreement/rating_matrix.hpp"
#include "agreement/task_ratings.hpp"
#include "benchmark/failure_class.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::results {

// The class of an entry that a run has planned and that is still to come, or of whose attempts none
// has ended.
inline constexpr std::string_view not_judged = "not_judged";
// Of one that no run was to ask this judge.
inline constexpr std::string_view not_asked = "not_asked";
// Of one whose score the task's scale does not have.
inline constexpr std::string_view out_of_scale = to_string(failure_class::out_of_scale);

// The task of ratings that name none.
inline constexpr std::string_view unnamed_task = "ratings";

// A judge's scores of one task.
struct judge_repeats {
    agreement::rating_matrix scores;        // entries by repeats
    std::vector<std::string> missing_class; // of each entry: why the first repeat has no score
    // Of each entry: the next run asks for one of its repeats. Empty: of none.
    std::vector<bool> open{};
};

struct rated_task {
    std::vector<std::string> ids;
    agreement::task_ratings ratings;    // in the order of `ids`; judges' scores by use_repeats
    std::vector<judge_repeats> repeats; // one a judge
};

struct ratings {
    std::vector<rated_task> tasks;
    std::map<std::string, std::size_t> unknown_tasks; // graded entries that nobody judges
    std::size_t entries = 0;                          // in all, with those
    std::size_t ungraded = 0;                         // of those:
    std::size_t bad_grades = 0;                       // with a grade that is no number
    std::size_t ungraded_unjudged = 0;        // without one at all, of tasks that nobody judges
    std::size_t development = 0;              // graded, left out by leave_out_cases
    std::vector<std::string> development_ids; // of all that were left out
};

// What stands for an entry that was judged several times: the first repeat, or what the repeats
// that are there come to.
enum class repeat_rule { first, mean, median };
void use_repeats(ratings& all, repeat_rule rule);

// Takes out entries of these cases, which are sorted: those that prompts or margins were chosen on.
void leave_out_cases(ratings& all, const std::vector<std::string>& case_ids);

// Graded entries of one judge and task without a score, by class.
std::map<std::string, std::size_t> missing_by_class(const rated_task& task, std::size_t judge);

// Those of them with a score in a repeat that does not stand for the entry.
std::size_t with_later_scores_only(const rated_task& task, std::size_t judge);

// Graded entries of one judge and task of which something is still to be asked: no run has come to
// it, or the next one tries again.
struct entries_to_ask {
    std::size_t whole = 0;  // those without a score
    std::size_t repeat = 0; // with one, by other repeats
};
entries_to_ask still_to_ask(const rated_task& task, std::size_t judge);

} // namespace preceptron::results
