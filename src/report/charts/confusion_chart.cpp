#include "report/charts/confusion_chart.hpp"

#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/score_table.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace preceptron::report {

namespace {

constexpr std::size_t most_rows = 11;
constexpr std::size_t shades = 5;
constexpr double width = 204, left = 40, top = 4;

std::int64_t row_total(const score_table& t, std::size_t grade) {
    std::int64_t sum = 0;
    for (const std::int64_t n : t.counts[grade])
        sum += n;
    return sum;
}

// Fifths of the row: the darker, the larger the share of this grade's entries. None without any.
std::optional<std::size_t> shade_of(const score_table& t, std::size_t grade, std::size_t score) {
    const std::int64_t n = t.counts[grade][score];
    if (n == 0)
        return std::nullopt;
    const double share = static_cast<double>(n) / static_cast<double>(row_total(t, grade));
    return std::min(shades - 1, static_cast<std::size_t>(share * shades));
}

std::string value_label(const score_table& t, double value) {
    std::string text = tick_label(value);
    return t.bin_width && *t.bin_width < 1 && text.starts_with("0.") ? text.substr(1) : text;
}

// A row's stretch of cells as a stroke as broad as a cell, in units of a cell.
std::string cell_run(std::size_t column, std::size_t row, std::size_t cells) {
    return "M" + std::to_string(column) + " " + std::to_string(row) + "h" + std::to_string(cells);
}

void draw_counts(svg_writer& out, const score_table& t, double side, std::size_t shade) {
    const std::string style = (side < 20 ? "d t" : side < 24 ? "e t" : "t") + std::to_string(shade);
    for (std::size_t g = 0; g < t.values.size(); ++g)
        for (std::size_t p = 0; p < t.values.size(); ++p)
            if (shade_of(t, g, p) == shade)
                out.text(style, left + side * (static_cast<double>(p) + .5),
                         top + side * (static_cast<double>(t.values.size() - 1 - g) + .5) + 3.5,
                         std::to_string(t.counts[g][p]), anchor::middle);
}

void draw_axes(svg_writer& out, const analysis::rated_cell& cell, const score_table& t,
               double side) {
    const double bottom = top + side * static_cast<double>(t.values.size());
    const auto middle = [side](std::size_t k) { return side * (static_cast<double>(k) + .5); };
    for (std::size_t k = 0; k < t.values.size(); ++k)
        out.text("a", left - 5, bottom - middle(k) + 3.5, value_label(t, t.values[k]), anchor::end);
    for (std::size_t k = 0; k < t.values.size(); ++k)
        out.text("a", left + middle(k), bottom + 13, value_label(t, t.values[k]), anchor::middle);
    const std::string in = (cell.normalised ? ", share of scale" : ", points") +
                           std::string(t.bin_width ? ", from" : "");
    const double half = text_width("physician" + in, 10) / 2;
    out.upward_text("a", 10, std::max((top + bottom) / 2, half), "physician" + in);
    out.text("a", left + (bottom - top) / 2, bottom + 27, "judge" + in, anchor::middle);
}

drawing draw(const analysis::rated_cell& cell, const std::string& judge, const score_table& t) {
    const double rows = static_cast<double>(t.values.size());
    const double side = std::min(34.0, std::floor((width - left - 2) / rows));
    svg_writer out(width, top + side * rows + 32,
                   "Confusion, " + judge + " on " + printable(cell.task, 40),
                   "Entries by grade (rows) and score (columns)");
    std::array<std::string, shades> filled;
    std::string diagonal;
    for (std::size_t g = 0; g < t.values.size(); ++g) {
        const std::size_t row = t.values.size() - 1 - g;
        diagonal += "M" + std::to_string(g) + " " + std::to_string(row) + "h1v1h-1z";
        for (std::size_t p = 0, end = 0; p < t.values.size(); p = std::max(end, p + 1)) {
            const auto shade = shade_of(t, g, p);
            if (!shade)
                continue;
            for (end = p + 1; end < t.values.size() && shade_of(t, g, end) == shade; ++end) {
            }
            filled[*shade] += cell_run(p, row, end - p);
        }
    }
    out.rect("empty", left, top, side * rows, side * rows);
    out.begin_grid(left, top + side / 2, side); // to the middle of the first row
    for (std::size_t k = 0; k < shades; ++k)
        if (!filled[k].empty())
            out.path("h" + std::to_string(k), filled[k]);
    out.end_grid();
    out.begin_grid(left, top, side);
    out.stroke("diagonal", 1, diagonal);
    out.end_grid();
    for (std::size_t k = 0; k < shades; ++k)
        draw_counts(out, t, side, k);
    draw_axes(out, cell, t, side);
    return out.finish();
}

analysis::section numbers(const score_table& t) {
    analysis::section s{"", {"grade \\ score"}, 1, {}, {}};
    for (const double v : t.values)
        s.heads.push_back(tick_label(v));
    for (std::size_t g = t.values.size(); g-- > 0;) {
        std::vector<std::string> row{tick_label(t.values[g])};
        for (const std::int64_t n : t.counts[g])
            row.push_back(n == 0 ? "" : grouped(static_cast<std::uint64_t>(n)));
        s.rows.push_back(std::move(row));
    }
    return s;
}

constexpr std::string_view spec_rest =
    R"vl("facet":{"row":{"field":"task","type":"nominal","title":null,"sort":@TASKS@},"column":{"field":"judge","type":"nominal","title":null,"sort":@JUDGES@}},
"resolve":{"scale":{"x":"independent","y":"independent"}},
"spec":{"width":240,"height":240,
"encoding":{"x":{"field":"score","type":"ordinal","title":"judge's score"},"y":{"field":"grade","type":"ordinal","sort":"descending","title":"physician's grade"}},
"layer":[{"mark":"rect","encoding":{"color":{"condition":{"test":"datum.n > 0","field":"row_share","type":"quantitative","title":"share of row","scale":{"scheme":"blues","domain":[0,1]}},"value":"transparent"},"tooltip":[{"field":"grade"},{"field":"score"},{"field":"n"},{"field":"row_share","format":".1%"}]}},
{"transform":[{"filter":"datum.n > 0"}],"mark":{"type":"text","fontSize":10},"encoding":{"text":{"field":"n","type":"quantitative"},"color":{"condition":{"test":"datum.row_share > 0.6","value":"white"},"value":"black"}}}]})vl";

// Empty cells as well: without them rows and columns would not be the same values.
void add_rows(data_rows& rows, const analysis::rated_cell& cell, const score_table& t) {
    for (std::size_t g = 0; g < t.values.size(); ++g) {
        const auto of_grade = static_cast<double>(std::max<std::int64_t>(row_total(t, g), 1));
        for (std::size_t p = 0; p < t.values.size(); ++p) {
            const std::int64_t n = t.counts[g][p];
            rows.begin().field("task", cell.task).field("judge", cell.judge);
            rows.field("grade", t.values[g]).field("score", t.values[p]).field("n", n);
            rows.field("row_share", static_cast<double>(n) / of_grade).end();
        }
    }
}

// What a task's axes leave out or hold together; empty: nothing that the reader would miss.
std::string said_of(const score_axis& axis) {
    if (axis.joins_scores)
        return "outlined scores are of the same step, not always the same score.";
    const std::string uneven = axis.is_even() ? "" : ", in steps that are not even";
    if (axis.left_out > 0)
        return "the axes have the " + counted(axis.values.size(), "value", "values") + " that " +
               (axis.values.size() == 1 ? "occurs" : "occur") + " of the " +
               grouped(axis.values.size() + axis.left_out) + " of the scale" + uneven + ".";
    // Of a declared scale all values are there, and the steps are its own.
    if (!axis.declared && !uneven.empty())
        return "the axes have the values that occur" + uneven + ".";
    return {};
}

// Once for all tasks that it is true of.
struct said_of_tasks {
    std::string words;
    std::vector<std::string> tasks;
};

void add(std::vector<said_of_tasks>& said, const std::string& words, const std::string& task) {
    if (words.empty())
        return;
    auto same = std::ranges::find(said, words, &said_of_tasks::words);
    if (same == said.end())
        same = said.insert(same, {words, {}});
    same->tasks.push_back(task);
}

std::vector<const analysis::rated_cell*> cells_of(const analysis::report& r,
                                                  const std::string& task) {
    std::vector<const analysis::rated_cell*> out;
    for (const analysis::rated_cell& cell : r.cells)
        if (cell.task == task && !cell.by_case) // tables and the forest plot alone show sums
            out.push_back(&cell);
    return out;
}

} // namespace

chart confusion_chart(const analysis::report& r) {
    chart c{"confusion", "What judges gave where physicians gave what"};
    c.column = static_cast<int>(width);
    data_rows rows;
    const judge_names names(r);
    std::vector<said_of_tasks> said;
    for (const std::string& task : tasks_of(r)) {
        const auto cells = cells_of(r, task);
        const auto axis = shared_axis(cells, most_rows);
        if (!axis) {
            if (std::ranges::any_of(
                    cells, [](const auto* cell) { return occurring_scores(*cell).has_value(); }))
                c.too_large.push_back(printable(task, 60));
            continue;
        }
        add(said, said_of(*axis), printable(task, 60));
        for (const analysis::rated_cell* cell : cells) {
            const auto t = tabulated_scores(*cell, *axis);
            if (!t)
                continue;
            const std::string name = names(cell->judge);
            c.panels.push_back({name, draw(*cell, name, *t), numbers(*t)});
            c.panels.back().behind.title = task;
            add_rows(rows, *cell, *t);
        }
    }
    for (const said_of_tasks& each : said)
        c.note += (c.note.empty() ? "On " : " On ") + listed(each.tasks) + " " + each.words;
    if (!c.panels.empty())
        c.spec = vega_lite(c.title, rows.finish(), as_on_page(spec_rest, r));
    return c;
}

} // namespace preceptron::report
