// Typed cells of a CSV table, by the names of its columns.
#pragma once

#include "agreement/task_ratings.hpp"
#include "core/result.hpp"
#include "results/csv_reader.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::results {

class column_reader {
  public:
    // The table must outlive it; `file` is how messages call it.
    column_reader(const csv_table& table, std::string file)
        : table_(table), file_(std::move(file)) {}

    std::optional<std::size_t> find(std::string_view name) const { return table_.column(name); }
    // Those of the names that there are.
    std::vector<std::size_t> find_all(std::initializer_list<std::string_view> names) const;
    // errc::bad_dataset where it is absent: which there are.
    result<std::size_t> require(std::string_view name) const;

    // "ratings.csv:12"
    std::string place(const csv_row& row) const { return file_ + ":" + std::to_string(row.line); }

    // Empty where there is no such column.
    static std::string text(const csv_row& row, std::optional<std::size_t> column) {
        return column ? row.cells[*column] : std::string();
    }
    // Of several columns the first that has a text.
    static std::string text(const csv_row& row, const std::vector<std::size_t>& columns);

    // An empty cell is missing.
    result<agreement::rating> number(const csv_row& row, std::optional<std::size_t> column) const;

  private:
    const csv_table& table_;
    std::string file_;
};

} // namespace preceptron::results
