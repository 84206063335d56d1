// Comma-separated values as RFC 4180 has them: quoted cells may hold commas, quotes and line
// breaks. Also separated by tabs or semicolons, as spreadsheets write where commas are in numbers.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::results {

struct csv_row {
    std::size_t line; // where it begins, from 1
    std::vector<std::string> cells;
};

struct csv_table {
    std::vector<std::string> columns; // of the first line; those without a name are ""
    std::vector<csv_row> rows;        // each as long as `columns`; lines without a text are none
    // Or tab, |, or ; of a file whose numbers may have a decimal comma.
    char separator = ',';

    // Nothing for "".
    std::optional<std::size_t> column(std::string_view name) const;
};

// A byte order mark is skipped; lines end with LF or CRLF. Where the first line has no comma and
// has a tab or a semicolon, that is what parts cells; a line "sep=;" before the header names it
// outright (, ; | or a tab). Empty cells at the end, beyond the columns that have names, may be too
// many or too few. The ' that guards a formula (results/formula_guard.hpp) is taken off. `file`
// names the text in messages, as in "file:12: …" (errc::bad_dataset): a row of another length than
// the header, an open quote, two columns of one name, what is not UTF-8.
result<csv_table> read_csv(std::string_view text, std::string_view file);

} // namespace preceptron::results
