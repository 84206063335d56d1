// Columns of text for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace preceptron::results {

class text_table {
  public:
    // Columns before `first_number` are names, of judges and tasks; those from it on stand on the
    // right.
    text_table(std::vector<std::string> heads, std::size_t first_number)
        : heads_{std::move(heads)}, first_number_(first_number) {}

    // As many cells as heads; safe to print.
    void add(std::vector<std::string> cells);
    // A line above the rows that are added after it. Where there is one, all rows are indented.
    void add_heading(std::string text);
    // A sentence beneath the row before it.
    void add_remark(std::string text);

    // So many blanks between columns, no blank at a line's end. Widths are terminal columns
    // (core/text_width).
    std::string text(std::size_t gap = 2) const;
    std::size_t width(std::size_t gap = 2) const; // of its rows

    // In so many columns, as far as these make it so: heads broken into lines; one blank between
    // columns; names cut in their middle, the longest first, that stay different
    // (core/short_names); numbers in tables of their own, one beneath the other.
    std::string text_within(std::size_t columns) &&;

  private:
    enum class line_kind { row, heading, remark };
    struct line {
        std::vector<std::string> cells; // one alone, unless it is a row
        line_kind kind = line_kind::row;
    };

    std::vector<std::size_t> widths() const;
    std::size_t indent() const;
    std::string lines(std::size_t gap, std::size_t columns) const;
    std::size_t longest_name() const;
    std::size_t room_for_a_name(std::size_t columns, std::size_t gap) const;
    void break_heads();
    void cut_names(std::size_t most);
    text_table part(std::size_t from, std::size_t to) const;
    std::size_t shorten_names(std::size_t columns);

    std::vector<std::vector<std::string>> heads_; // lines of them
    std::vector<line> lines_;
    std::size_t first_number_;
};

} // namespace preceptron::results
