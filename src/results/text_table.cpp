#include "results/text_table.hpp"

#include "core/short_names.hpp"
#include "core/text_width.hpp"
#include "core/wrapped.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

namespace preceptron::results {

namespace {

constexpr std::size_t readable = 14, least = 8; // columns of a name

// Broken at blanks, in lines as wide as the cells beneath or the longest word, if that is wider;
// "[95 % CI]" is one word.
std::vector<std::string> broken(const std::string& head, std::size_t cells) {
    std::vector<std::string> words{""};
    std::size_t open = 0;
    for (const char c : head) {
        open += c == '[';
        open -= c == ']' && open > 0;
        if (c == ' ' && open == 0)
            words.emplace_back();
        else
            words.back() += c;
    }
    std::size_t width = cells;
    for (const std::string& word : words)
        width = std::max(width, width_of(word));
    std::vector<std::string> out{words[0]};
    for (std::size_t i = 1; i < words.size(); ++i)
        if (width_of(out.back()) + 1 + width_of(words[i]) <= width)
            out.back() += " " + words[i];
        else
            out.push_back(words[i]);
    return out;
}

} // namespace

void text_table::add(std::vector<std::string> cells) {
    lines_.push_back({std::move(cells), line_kind::row});
}

void text_table::add_heading(std::string text) {
    lines_.push_back({{std::move(text)}, line_kind::heading});
}

void text_table::add_remark(std::string text) {
    lines_.push_back({{std::move(text)}, line_kind::remark});
}

std::vector<std::size_t> text_table::widths() const {
    std::vector<std::size_t> widths(heads_[0].size());
    const auto widen = [&widths](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            widths[i] = std::max(widths[i], width_of(cells[i]));
    };
    std::ranges::for_each(heads_, widen);
    for (const line& l : lines_)
        if (l.kind == line_kind::row)
            widen(l.cells);
    return widths;
}

std::size_t text_table::indent() const {
    const bool headings =
        std::ranges::find(lines_, line_kind::heading, &line::kind) != lines_.end();
    return headings ? 2 : 0;
}

std::size_t text_table::width(std::size_t gap) const {
    const auto all = widths();
    return std::accumulate(all.begin(), all.end(), indent() + gap * (all.size() - 1));
}

std::size_t text_table::longest_name() const {
    const auto all = widths();
    return *std::max_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first_number_));
}

// How long the longest may be; 0: there is no room.
std::size_t text_table::room_for_a_name(std::size_t columns, std::size_t gap) const {
    const auto all = widths();
    const auto numbers = all.begin() + static_cast<std::ptrdiff_t>(first_number_);
    const std::size_t others =
        std::accumulate(numbers, all.end(), indent() + gap * (all.size() - 1));
    for (std::size_t most = longest_name(); most > 0; --most) {
        std::size_t used = others;
        for (auto name = all.begin(); name != numbers; ++name)
            used += std::min(*name, most);
        if (used <= columns)
            return most;
    }
    return 0;
}

void text_table::break_heads() {
    const std::vector<std::string> heads = std::move(heads_[0]);
    heads_ = {std::vector<std::string>(heads.size())};
    const auto cells = widths();
    std::vector<std::vector<std::string>> all; // by column
    std::size_t height = 1;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        all.push_back(broken(heads[i], cells[i]));
        height = std::max(height, all.back().size());
    }
    heads_.assign(height, std::vector<std::string>(heads.size()));
    for (std::size_t i = 0; i < heads.size(); ++i)
        for (std::size_t k = 0; k < all[i].size(); ++k)
            heads_[height - all[i].size() + k][i] = all[i][k];
}

// Those of all columns together: a name that stands in two is the same in both.
void text_table::cut_names(std::size_t most) {
    std::vector<std::string*> cells;
    std::vector<std::string> names;
    for (line& l : lines_)
        if (l.kind == line_kind::row)
            for (std::size_t i = 0; i < first_number_; ++i) {
                cells.push_back(&l.cells[i]);
                names.push_back(l.cells[i]);
            }
    names = short_names(names, most);
    for (std::size_t i = 0; i < names.size(); ++i)
        *cells[i] = std::move(names[i]);
}

// Names and the columns from `from` to before `to`.
text_table text_table::part(std::size_t from, std::size_t to) const {
    const auto chosen = [&](const std::vector<std::string>& cells) {
        std::vector<std::string> out(cells.begin(),
                                     cells.begin() + static_cast<std::ptrdiff_t>(first_number_));
        for (std::size_t i = from; i < to; ++i)
            out.push_back(cells[i]);
        return out;
    };
    text_table out({}, first_number_);
    out.heads_.clear();
    std::ranges::transform(heads_, std::back_inserter(out.heads_), chosen);
    const bool last = to == heads_[0].size();
    for (const line& l : lines_)
        if (l.kind == line_kind::row)
            out.add(chosen(l.cells));
        else if (l.kind == line_kind::heading || last)
            out.lines_.push_back(l);
    return out;
}

// The blanks between columns that go with it.
std::size_t text_table::shorten_names(std::size_t columns) {
    const std::size_t longest = longest_name(), room = room_for_a_name(columns, 2);
    const bool wide =
        room >= longest || (room >= readable && room_for_a_name(columns, 1) < longest);
    const std::size_t gap = wide ? 2 : 1;
    const std::size_t most = room_for_a_name(columns, gap);
    if (most < longest && most >= least) // else nothing helps: names stay whole
        cut_names(most);
    return gap;
}

std::string text_table::text_within(std::size_t columns) && {
    if (width() <= columns)
        return lines(2, columns);
    text_table narrow = *this;
    narrow.break_heads();
    const std::size_t all = heads_[0].size();
    const auto shortened = [columns](text_table table) {
        const std::size_t gap = table.shorten_names(columns);
        return std::pair(std::move(table), gap);
    };
    // Names that stay different may need more than there is room for.
    const auto fits = [&](const text_table& table, std::size_t name) {
        if (table.room_for_a_name(columns, 1) < std::min(table.longest_name(), name))
            return false;
        const auto [cut, gap] = shortened(table);
        return cut.width(gap) <= columns;
    };
    if (first_number_ + 1 >= all || fits(narrow, least)) {
        const auto [cut, gap] = shortened(narrow);
        return cut.lines(gap, columns);
    }
    std::string out;
    for (std::size_t from = first_number_, to = all; from < all; from = to, to = all) {
        while (to > from + 1 && !fits(narrow.part(from, to), readable))
            --to;
        out += (out.empty() ? "" : "\n") + part(from, to).text_within(columns);
    }
    return out;
}

std::string text_table::text(std::size_t gap) const {
    return lines(gap, std::numeric_limits<std::size_t>::max());
}

// Headings and remarks are broken at `columns`; rows are as wide as they are.
std::string text_table::lines(std::size_t gap, std::size_t columns) const {
    const auto widths = this->widths();
    const std::string before(indent(), ' '), deep(indent() + 2, ' ');
    std::string text;
    const auto add = [&](const std::vector<std::string>& row) {
        text += before;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - width_of(row[i]), ' ');
            text += i >= first_number_ ? space + row[i] : row[i] + space;
            text.append(gap, ' ');
        }
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    };
    std::ranges::for_each(heads_, add);
    for (const line& l : lines_)
        if (l.kind == line_kind::row)
            add(l.cells);
        else if (l.kind == line_kind::heading)
            text += wrapped(l.cells[0], columns, "  ");
        else
            text += deep + wrapped(l.cells[0], columns, deep, deep.size());
    return text;
}

} // namespace preceptron::results
