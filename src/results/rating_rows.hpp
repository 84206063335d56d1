// Ratings as people keep them: a CSV file with a row a rating, or JSON records such as our result
// files.
#pragma once

#include "agreement/task_ratings.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::results {

// Text is empty and a number is missing where the file has none.
struct rating_row {
    std::string id, case_id, study, model, question, task, judge, epoch;
    agreement::rating grade, score, max_score, characters;
    std::string at; // "ratings.csv:12", "ratings.json:1 (record 7)", for messages
    bool judge_of_file = false; // the judge is called as its file, as the row names none
};

// Whether a table may lack its grades: beside physicians' own ratings a judge's scores do alone.
enum class grades { needed, may_be_absent };

// CSV when the file's text begins with neither [ nor {. Columns: id, grade, predicted_score, and
// where there case_id, study, model, max_score, task (or benchmark), judge, epoch (or repeat). JSON
// records have the same members; `judge` may be the object of our result files, whose `scores` then
// give a row a repeat. Without a judge, rows get the file's name, without "_{task}" at its end
// where all rows are of that task. `max_score_column` is the name of that column.
// errc::bad_dataset: "file:line: what".
result<std::vector<rating_row>> read_rating_rows(const std::filesystem::path& path,
                                                 const std::string& max_score_column = "max_score",
                                                 grades wanted = grades::needed);

// What the columns (or members) of such a file are called, in its order, for messages.
result<std::vector<std::string>> read_columns(const std::filesystem::path& path);

} // namespace preceptron::results
