// Columns of text for people.
#pragma once

#include <string>
#include <vector>

namespace preceptron::results {

class text_table {
  public:
    // Columns from `first_number` on stand on the right.
    text_table(std::vector<std::string> heads, std::size_t first_number)
        : rows_{std::move(heads)}, first_number_(first_number) {}

    // As many cells as heads; safe to print.
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

    // Two blanks between columns, no blank at a line's end. Widths count UTF-8 characters.
    std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
    std::size_t first_number_;
};

} // namespace preceptron::results
