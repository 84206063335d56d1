#include "results/csv.hpp"

#include "core/json_text.hpp"
#include "results/formula_guard.hpp"

#include <cmath>

namespace preceptron::results {

void csv_writer::separate() {
    if (!first_)
        out_ += ',';
    first_ = false;
}

csv_writer& csv_writer::text(std::string_view cell) {
    separate();
    const bool guarded = needs_guard(cell);
    if (!guarded && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
        out_ += cell;
        return *this;
    }
    out_ += '"';
    if (guarded)
        out_ += '\'';
    for (const char c : cell) {
        if (c == '"')
            out_ += '"';
        out_ += c;
    }
    out_ += '"';
    return *this;
}

csv_writer& csv_writer::number(double value) {
    separate();
    if (std::isfinite(value))
        out_ += number_text(value);
    return *this;
}

csv_writer& csv_writer::number(const std::optional<double>& value) {
    return value ? number(*value) : empty();
}

csv_writer& csv_writer::integer(std::int64_t value) {
    separate();
    out_ += std::to_string(value);
    return *this;
}

csv_writer& csv_writer::integer(const std::optional<std::int64_t>& value) {
    return value ? integer(*value) : empty();
}

csv_writer& csv_writer::empty() {
    separate();
    return *this;
}

void csv_writer::end_row() {
    out_ += "\r\n";
    first_ = true;
}

} // namespace preceptron::results
