// The input of the folder: the graded entries of one task in columns, and what each judge gave
// them. Whoever reads files or a journal fills this in; nothing here knows where it came from.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::agreement {

using rating = std::optional<double>; // finite, or missing

struct judge_scores {
    std::string judge;
    std::vector<rating> scores; // one an entry
    // Entries that the judge has no score of because nobody asked: no outcome, not even a missing
    // one. Empty: there are none.
    std::vector<bool> unasked{};
};

// Every non-empty column has one element an entry, in the order of the data. `studies`, `models`,
// `questions`, `max_scores` and `characters` may be empty when unknown; `case_ids` too: then, as
// where a case id is empty, an entry is a case of its own.
struct task_ratings {
    std::string task;
    std::vector<rating> grades;
    std::vector<std::string> case_ids;
    std::vector<std::string> studies;
    std::vector<std::string> models; // who wrote the answer
    std::vector<std::string> questions; // of the case; two entries with one are answers to the same
    std::vector<rating> max_scores;
    std::vector<rating> characters; // length of the answer
    std::vector<double> scale;      // the rubric's values; empty: those that occur
    std::vector<judge_scores> judges;
    bool by_case = false; // an element is the sum over a case's entries, no entry

    std::size_t size() const noexcept { return grades.size(); }
    bool names_cases() const noexcept; // any entry has a case id, or there is none to have one
    bool is_unasked(std::size_t judge, std::size_t entry) const {
        return !judges[judge].unasked.empty() && judges[judge].unasked[entry];
    }
};

// The max_score of each entry with a grade and one, in the order of the data: entries without a
// grade are in no figure, and say nothing of the unit that figures are in.
std::vector<double> graded_maxima(const task_ratings& ratings);

// Grades and scores divided by the entry's max_score, for tasks whose entries have scales of their
// own. What has no positive max_score becomes missing; the result has no declared scale.
task_ratings normalised(const task_ratings& ratings);

} // namespace preceptron::agreement
