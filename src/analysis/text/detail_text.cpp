#include "analysis/text/detail_text.hpp"

#include "core/wrapped.hpp"
#include "results/text_table.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace preceptron::analysis {

namespace {

results::text_table table_of(const section& s, bool under_headings) {
    const auto from = s.heads.begin() + (under_headings ? 1 : 0);
    const auto to = s.heads.end() - (s.last_is_prose ? 1 : 0);
    results::text_table table({from, to}, s.first_number - (under_headings ? 1 : 0));
    const std::string* heading = nullptr;
    for (const auto& row : s.rows) {
        if (under_headings && (!heading || *heading != row[0]))
            table.add_heading(row[0]);
        heading = &row[0];
        table.add({row.begin() + (from - s.heads.begin()), row.begin() + (to - s.heads.begin())});
        if (s.last_is_prose && row.back() != nothing_said)
            table.add_remark(s.heads.back() + ": " + row.back());
    }
    return table;
}

// Where it is too wide, with the first column's names above the rows that share them.
std::string table_text(const section& s, std::size_t columns) {
    results::text_table whole = table_of(s, false);
    const bool shared = std::ranges::adjacent_find(s.rows, std::equal_to(), [](const auto& row) {
                            return row[0];
                        }) != s.rows.end();
    if (s.first_number > 1 && shared && whole.width() > columns)
        return table_of(s, true).text_within(columns);
    return std::move(whole).text_within(columns);
}

} // namespace

std::string section_text(const section& s, std::size_t columns) {
    std::string text = wrapped(s.title, columns, "  ") + "\n";
    if (!s.heads.empty())
        text += table_text(s, columns);
    for (const std::string& remark : s.remarks)
        text += wrapped(remark, columns, "  ");
    return text;
}

std::string detail_text(const report& r, std::size_t columns) {
    std::string text;
    for (const section& s : detail_sections(r))
        text += "\n" + section_text(s, columns);
    return text;
}

} // namespace preceptron::analysis
