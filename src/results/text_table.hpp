// Columns of text for people.
#pragma once

#include <cstddef>
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

    // So many blanks between columns, no blank at a line's end. Widths count UTF-8 characters.
    std::string text(std::size_t gap = 2) const;

    // In so many columns, as far as one blank between columns and shorter names make it so: those
    // of `name_column` are cut in their middle and stay different (core/short_names), but not where
    // that is not enough.
    std::string text_within(std::size_t columns, std::size_t name_column) &&;

  private:
    std::vector<std::size_t> widths() const;
    void cut_names(std::size_t column, std::size_t most);

    std::vector<std::vector<std::string>> rows_;
    std::size_t first_number_;
};

} // namespace preceptron::results
