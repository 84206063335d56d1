#include "results/column_reader.hpp"

#include "core/printable.hpp"
#include "journal/json_values.hpp"

#include <algorithm>

namespace preceptron::results {

std::vector<std::size_t>
column_reader::find_all(std::initializer_list<std::string_view> names) const {
    std::vector<std::size_t> found;
    for (const std::string_view name : names)
        if (const auto at = table_.column(name))
            found.push_back(*at);
    return found;
}

result<std::size_t> column_reader::require(std::string_view name) const {
    if (const auto at = table_.column(name))
        return *at;
    std::string has;
    for (const std::string& column : table_.columns)
        if (!column.empty())
            has += (has.empty() ? "" : ", ") + printable(column, 40);
    return fail(errc::bad_dataset,
                file_ + ":1: there is no column '" + std::string(name) + "'; there are " + has);
}

std::string column_reader::text(const csv_row& row, const std::vector<std::size_t>& columns) {
    for (const std::size_t column : columns)
        if (!row.cells[column].empty())
            return row.cells[column];
    return {};
}

result<agreement::rating> column_reader::number(const csv_row& row,
                                                std::optional<std::size_t> column) const {
    if (!column)
        return agreement::rating();
    std::string digits = row.cells[*column];
    digits.erase(digits.find_last_not_of(" \t") + 1);
    digits.erase(0, digits.find_first_not_of(" \t"));
    if (digits.empty())
        return agreement::rating();
    if (table_.separator == ';' && digits.find('.') == digits.npos)
        std::ranges::replace(digits, ',', '.'); // two of them are no number
    if (const auto value = journal::number_value(digits))
        return agreement::rating(*value);
    return fail(errc::bad_dataset,
                place(row) + ": " + printable(table_.columns[*column], 40) + " '" +
                    printable(row.cells[*column], 40) +
                    "' is not a number; leave the cell empty where there is none");
}

} // namespace preceptron::results
