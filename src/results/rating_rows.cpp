#include "results/rating_rows.hpp"

#include "benchmark/json_scan.hpp"
#include "core/printable.hpp"
#include "core/utf8.hpp"
#include "dataset/gzip.hpp"
#include "dataset/input_file.hpp"
#include "journal/json_values.hpp"
#include "results/csv_reader.hpp"
#include "results/file_name.hpp"
#include "results/json_rating_rows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace preceptron::results {

namespace {

// A file's text, unpacked when it is compressed.
result<dataset::byte_buffer> read_text(const std::filesystem::path& path) {
    auto bytes = dataset::read_file(path);
    if (!bytes || !dataset::is_gzip(bytes->view()))
        return bytes;
    return dataset::gunzip(bytes->view());
}

class column_reader {
  public:
    column_reader(const csv_table& table, std::string file)
        : table_(table), file_(std::move(file)) {}

    std::optional<std::size_t> find(std::string_view name) const { return table_.column(name); }

    // Those of the names that there are.
    std::vector<std::size_t> find_all(std::initializer_list<std::string_view> names) const {
        std::vector<std::size_t> found;
        for (const std::string_view name : names)
            if (const auto at = table_.column(name))
                found.push_back(*at);
        return found;
    }

    result<std::size_t> require(std::string_view name) const {
        if (const auto at = table_.column(name))
            return *at;
        std::string has;
        for (const std::string& column : table_.columns)
            if (!column.empty())
                has += (has.empty() ? "" : ", ") + printable(column, 40);
        return fail(errc::bad_dataset,
                    file_ + ":1: there is no column '" + std::string(name) + "'; there are " + has);
    }

    std::string place(const csv_row& row) const { return file_ + ":" + std::to_string(row.line); }

    static std::string text(const csv_row& row, std::optional<std::size_t> column) {
        return column ? row.cells[*column] : std::string();
    }

    // Of several columns the first that has a text.
    static std::string text(const csv_row& row, const std::vector<std::size_t>& columns) {
        for (const std::size_t column : columns)
            if (!row.cells[column].empty())
                return row.cells[column];
        return {};
    }

    // An empty cell is missing.
    result<agreement::rating> number(const csv_row& row, std::optional<std::size_t> column) const {
        if (!column || row.cells[*column].empty())
            return agreement::rating();
        std::string digits = row.cells[*column];
        if (table_.separator == ';' && digits.find('.') == digits.npos)
            std::ranges::replace(digits, ',', '.'); // two of them are no number
        if (const auto value = journal::number_value(digits))
            return agreement::rating(*value);
        return fail(errc::bad_dataset, place(row) + ": " + printable(table_.columns[*column], 40) +
                                           " '" + printable(row.cells[*column], 40) +
                                           "' is not a number; an empty cell is missing");
    }

  private:
    const csv_table& table_;
    std::string file_;
};

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
    const auto text = read_text(path);
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
    const auto text = read_text(path);
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

result<std::vector<agreement::long_rating>> read_raters(const std::filesystem::path& path) {
    const auto text = read_text(path);
    if (!text)
        return text.error();
    const auto table = read_csv(text->view(), path.string());
    if (!table)
        return table.error();
    const column_reader read(*table, path.string());
    for (const char* const needed : {"id", "rater", "grade"})
        if (const auto there = read.require(needed); !there)
            return there.error();
    const auto id = read.find("id"), case_id = read.find("case_id"), rater = read.find("rater"),
               grade = read.find("grade");
    const auto task = read.find_all({"task", "benchmark"});
    std::vector<agreement::long_rating> out;
    std::map<std::array<std::string, 3>, const csv_row*> first; // by task, id and rater
    for (const csv_row& line : table->rows) {
        const auto value = read.number(line, grade);
        if (!value)
            return value.error();
        out.push_back({read.text(line, id), read.text(line, case_id), read.text(line, rater),
                       *value, read.text(line, task)});
        if (out.back().item.empty() || out.back().rater.empty())
            return fail(errc::bad_dataset, read.place(line) + ": id or rater is empty");
        if (!*value)
            continue;
        const agreement::long_rating& now = out.back();
        const auto [before, fresh] = first.try_emplace({now.task, now.item, now.rater}, &line);
        if (!fresh && read.number(*before->second, grade).value() != *value)
            return fail(errc::bad_dataset,
                        read.place(line) + ": rater '" + printable(now.rater, 40) +
                            "' gives entry '" + printable(now.item, 40) + "' " +
                            printable(read.text(line, grade), 20) + " here and " +
                            printable(read.text(*before->second, grade), 20) + " on line " +
                            std::to_string(before->second->line) + ": keep one of the two");
    }
    return out;
}

} // namespace preceptron::results
