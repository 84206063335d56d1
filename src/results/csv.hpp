// Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::results {

// Collects one row after the other. Rows end with CRLF.
class csv_writer {
  public:
    explicit csv_writer(std::string& out) : out_(out) {}

    // What a spreadsheet would take for a formula gets a ' in front (results/formula_guard.hpp).
    // Commas, quotes and line breaks are quoted.
    csv_writer& text(std::string_view cell);

    csv_writer& number(double value); // shortest digits that read back; not finite: empty
    csv_writer& number(const std::optional<double>& value);
    csv_writer& integer(std::int64_t value);
    csv_writer& integer(const std::optional<std::int64_t>& value);
    csv_writer& empty();
    void end_row();

  private:
    void separate();

    std::string& out_;
    bool first_ = true;
};

} // namespace preceptron::results
