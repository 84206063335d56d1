#include "results/rating_rows.hpp"

#include "benchmark/json_scan.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"
#include "dataset/gzip.hpp"
#include "results/column_reader.hpp"
#include "results/file_name.hpp"
#include "results/json_rating_rows.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace preceptron::results {

namespace {

result<std::vector<rating_row>> read_csv_rows(std::string_view text, const std::string& file,
                                              const std::string& max_score_column, grades wanted) {
    const auto table = read_csv(text, file);
    if (!table)
        return table.error();
    const column_reader read(*table, file);
    for (const char* const column : {"id", "grade", "predicted_score"}) {
        if (wanted == grades::may_be_absent && column == std::string_view("grade"))
            continue;
        if (const auto there = read.require(column); !there)
            return there.error();
    }
    const auto id = read.find("id"), case_id = read.find("case_id"), study = read.find("study"),
               model = read.find("model"), question = read.find("question_text"),
               judge = read.find("judge");
    const auto task = read.find_all({"task", "benchmark"}),
               epoch = read.find_all({"epoch", "repeat"});
    const auto grade = read.find("grade"), score = read.find("predicted_score"),
               max_score = read.find(max_score_column), length = read.find("response_chars");
    std::vector<rating_row> rows;
    for (const csv_row& line : table->rows) {
        rating_row row{read.text(line, id),
                       read.text(line, case_id),
                       read.text(line, study),
                       read.text(line, model),
                       read.text(line, question),
                       read.text(line, task),
                       read.text(line, judge),
                       read.text(line, epoch),
                       {},
                       {},
                       {},
                       {},
                       read.place(line),
                       false};
        for (const auto& [into, column] : {std::pair{&row.grade, grade},
                                           {&row.score, score},
                                           {&row.max_score, max_score},
                                           {&row.characters, length}}) {
            const auto value = read.number(line, column);
            if (!value)
                return value.error();
            *into = *value;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// Of the first character that is neither a blank nor a byte order mark.
std::size_t first_of(std::string_view text) {
    return skip_blanks(text, text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
}

bool is_json(std::string_view text) {
    const std::size_t first = first_of(text);
    return first < text.size() && (text[first] == '[' || text[first] == '{');
}

// Who gave the scores of rows that do not say it.
std::string judge_of_file(std::filesystem::path path, const std::vector<rating_row>& rows) {
    if (path.extension() == ".gz")
        path = path.stem();
    const std::string stem = path.stem().string();
    const bool one_task = !rows.empty() && std::ranges::all_of(rows, [&](const rating_row& row) {
        return row.task == rows.front().task;
    });
    return one_task ? judge_of_file_name(stem, rows.front().task).value_or(stem) : stem;
}

} // namespace

result<std::vector<rating_row>> read_rating_rows(const std::filesystem::path& path,
                                                 const std::string& max_score_column,
                                                 grades wanted) {
    const auto text = dataset::read_unpacked(path);
    if (!text)
        return text.error();
    const std::string_view all = text->view();
    if (first_of(all) == all.size())
        return fail(errc::bad_dataset,
                    path.string() + ": the file is empty: a CSV table or JSON records, each with a "
                                    "grade and a predicted_score, were expected");
    auto rows = is_json(all) ? read_json_rows(all, path.string(), max_score_column, wanted)
                             : read_csv_rows(all, path.string(), max_score_column, wanted);
    if (!rows)
        return rows.error();
    const std::string judge = judge_of_file(path, *rows);
    for (rating_row& row : *rows)
        if (row.id.empty())
            return fail(errc::bad_dataset, row.at + ": the id is empty");
        else if (row.judge.empty()) {
            row.judge = judge;
            row.judge_of_file = true;
        }
    return rows;
}

result<std::vector<std::string>> read_columns(const std::filesystem::path& path) {
    const auto text = dataset::read_unpacked(path);
    if (!text)
        return text.error();
    const std::string_view all = text->view();
    if (is_json(all))
        return json_columns(all);
    auto table = read_csv(all, path.string());
    if (!table)
        return table.error();
    std::erase(table->columns, "");
    return std::move(table->columns);
}

} // namespace preceptron::results
