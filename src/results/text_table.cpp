#include "results/text_table.hpp"

#include "core/short_names.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace preceptron::results {

std::vector<std::size_t> text_table::widths() const {
    std::vector<std::size_t> widths(rows_[0].size());
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], count_characters(row[i]));
    return widths;
}

void text_table::cut_names(std::size_t column, std::size_t most) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < rows_.size(); ++i)
        names.push_back(rows_[i][column]);
    names = short_names(names, most);
    for (std::size_t i = 1; i < rows_.size(); ++i)
        rows_[i][column] = std::move(names[i - 1]);
}

std::string text_table::text_within(std::size_t columns, std::size_t name_column) && {
    constexpr std::size_t readable = 14, least = 8; // characters of a name
    const auto all = widths();
    const std::size_t names = all[name_column];
    const auto room = [&](std::size_t gap) {
        const std::size_t others =
            std::accumulate(all.begin(), all.end(), gap * (all.size() - 1)) - names;
        return columns > others ? columns - others : 0;
    };
    std::size_t gap = names <= room(2) || (names > room(1) && room(2) >= readable) ? 2 : 1;
    if (names > room(gap) && room(gap) >= least) // else nothing helps: names stay whole
        cut_names(name_column, room(gap));
    return text(gap);
}

std::string text_table::text(std::size_t gap) const {
    const auto widths = this->widths();
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - count_characters(row[i]), ' ');
            text += i >= first_number_ ? space + row[i] : row[i] + space;
            text.append(gap, ' ');
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

} // namespace preceptron::results
