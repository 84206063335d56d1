// Comma-separated values as RFC 4180 has them: quoted cells may hold commas, quotes and line
// breaks.
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
    std::vector<std::string> columns; // of the first line
    std::vector<csv_row> rows;        // each as long as `columns`; blank lines are none

    std::optional<std::size_t> column(std::string_view name) const;
};

// A byte order mark is skipped; lines end with LF or CRLF. `file` names the text in messages, as in
// "file:12: …" (errc::bad_dataset): a row of another length than the header, an open quote, two
// columns of one name.
result<csv_table> read_csv(std::string_view text, std::string_view file);

} // namespace preceptron::results
