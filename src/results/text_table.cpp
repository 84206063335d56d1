#include "results/text_table.hpp"

#include "core/utf8.hpp"

#include <algorithm>

namespace preceptron::results {

std::string text_table::text() const {
    std::vector<std::size_t> widths(rows_[0].size());
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], count_characters(row[i]));
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - count_characters(row[i]), ' ');
            text += i >= first_number_ ? space + row[i] : row[i] + space;
            text += "  ";
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

} // namespace preceptron::results
