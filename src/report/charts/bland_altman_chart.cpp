#include "report/charts/bland_altman_chart.hpp"

#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/score_table.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace preceptron::report {

namespace {

constexpr double width = 204, left = 34, right = 200, top = 20, bottom = 154;
constexpr std::array dot_sizes{4.0, 5.5, 7.5, 10.0, 13.0};

struct limits {
    const analysis::estimate *bias, *lower, *upper;
};

limits limits_of(const analysis::rated_cell& cell) {
    return {analysis::find(cell.statistics, "bias"), analysis::find(cell.statistics, "loa_lower"),
            analysis::find(cell.statistics, "loa_upper")};
}

bool drawable(const limits& l) {
    return l.bias && l.lower && l.upper && l.bias->value && l.lower->value && l.upper->value;
}

// What one judge's panel is drawn from.
struct compared {
    const analysis::rated_cell* cell;
    score_table table;
    limits bounds;
};

// As far as is known, no difference can be larger than the scale is wide.
double scale_width(const analysis::rated_cell& cell) {
    const std::vector<double>& all =
        cell.categories_full.empty() ? cell.categories : cell.categories_full;
    return std::max(all.back() - all.front(), cell.normalised ? 1.0 : 0.0);
}

// The same for all judges of a task, so that their panels can be compared. The limits' intervals
// are inside as far as there can be differences: with few cases they reach far beyond.
axis difference_axis(const std::vector<compared>& judges) {
    double lo = 0, hi = 0;
    for (const auto& [cell, t, l] : judges) {
        lo = std::min(lo, *l.lower->value);
        hi = std::max(hi, *l.upper->value);
        const double most = scale_width(*cell);
        for (const analysis::estimate* e : {l.lower, l.upper})
            if (e->interval) {
                lo = std::min(lo, std::max(e->interval->lo, -most));
                hi = std::max(hi, std::min(e->interval->hi, most));
            }
        for (std::size_t g = 0; g < t.values.size(); ++g)
            for (std::size_t p = 0; p < t.values.size(); ++p)
                if (t.counts[g][p] > 0) {
                    lo = std::min(lo, t.values[p] - t.values[g]);
                    hi = std::max(hi, t.values[p] - t.values[g]);
                }
    }
    const value_span span = rounded_out(lo, hi, 6);
    return {span.lo, span.hi, bottom, top};
}

// Likewise: the same for all judges of a task.
axis mean_axis(const std::vector<compared>& judges) {
    double lo = judges[0].table.values.front(), hi = judges[0].table.values.back();
    for (const compared& one : judges) {
        lo = std::min(lo, one.table.values.front());
        hi = std::max(hi, one.table.values.back());
    }
    const value_span span = rounded_out(lo, hi, 6);
    return {span.lo, span.hi, left + 6, right - 6};
}

// Equal points are one dot, its area by their number. Near ones fall together, for the sake of the
// page's size: the grid is finer than a dot.
void draw_dots(svg_writer& out, const score_table& t, const axis& x, const axis& y) {
    const int grid = t.values.size() > 12 ? 5 : 3;
    const double offset = std::remainder(y(0), grid); // so that no difference lies on its line
    std::map<std::pair<int, int>, std::int64_t> dots;
    for (std::size_t g = 0; g < t.values.size(); ++g)
        for (std::size_t p = 0; p < t.values.size(); ++p)
            if (t.counts[g][p] > 0)
                dots[{static_cast<int>(std::lround(x((t.values[g] + t.values[p]) / 2) / grid)),
                      static_cast<int>(std::lround((y(t.values[p] - t.values[g]) - offset) /
                                                   grid))}] += t.counts[g][p];
    std::int64_t most = 30; // with few entries no dot is large
    for (const auto& [at, n] : dots)
        most = std::max(most, n);
    std::array<std::string, dot_sizes.size()> by_size;
    std::array<std::pair<int, int>, dot_sizes.size()> last{}; // of each size: where the pen is
    for (const auto& [at, n] : dots) {
        const double share = std::sqrt(static_cast<double>(n) / static_cast<double>(most));
        const auto size =
            std::min(dot_sizes.size() - 1, static_cast<std::size_t>(share * dot_sizes.size()));
        const int dx = at.first - last[size].first, dy = at.second - last[size].second;
        by_size[size] += "m" + std::to_string(dx) + (dy < 0 ? "" : " ") + std::to_string(dy) + "z";
        last[size] = at;
    }
    out.begin_grid(0, offset, grid);
    for (std::size_t k = 0; k < by_size.size(); ++k)
        if (!by_size[k].empty())
            out.stroke("dots", dot_sizes[k], by_size[k]);
    out.end_grid();
}

bool is_cut(const limits& l, const axis& y) {
    return std::ranges::any_of(std::array{l.lower, l.upper}, [&y](const analysis::estimate* e) {
        return e->interval && (e->interval->lo < y.lo || e->interval->hi > y.hi);
    });
}

// An arrow at the edge where an interval goes on.
void mark_cut(svg_writer& out, const agreement::interval& i, const axis& y) {
    const std::string x = coordinate(right - 9);
    if (i.hi > y.hi)
        out.path("arrow", "M" + x + " " + coordinate(top + 10) + "v-9m-3 4l3 -4l3 4");
    if (i.lo < y.lo)
        out.path("arrow", "M" + x + " " + coordinate(bottom - 10) + "v9m-3 -4l3 4l3 -4");
}

drawing draw(const compared& one, const std::string& judge, const axis& x, const axis& y) {
    const auto& [of, t, l] = one;
    const analysis::rated_cell& cell = *of;
    svg_writer out(width, bottom + 32, "Bland-Altman, " + judge + " on " + printable(cell.task, 40),
                   "Judge less physician, over the mean of both, in " + unit_of(cell));
    const std::vector<double> rows = ticks(y.lo, y.hi, 6);
    for (const double v : rows)
        out.line("grid", left, y(v), right, y(v));
    out.line("zero dotted", left, y(0), right, y(0));
    for (const double v : rows)
        out.text("a", left - 5, y(v) + 3.5, tick_label(v), anchor::end);
    for (const double v : ticks(x.lo, x.hi, 6))
        out.text("a", x(v), bottom + 13, tick_label(v), anchor::middle);
    for (const analysis::estimate* e : {l.lower, l.upper})
        if (e->interval)
            out.rect("band", left, y(e->interval->hi), right - left,
                     y(e->interval->lo) - y(e->interval->hi));
    draw_dots(out, t, x, y);
    for (const analysis::estimate* e : {l.lower, l.upper})
        out.line("limit dashed", left, y(*e->value), right, y(*e->value));
    out.line("limit", left, y(*l.bias->value), right, y(*l.bias->value));
    for (const analysis::estimate* e : {l.lower, l.upper})
        if (e->interval)
            mark_cut(out, *e->interval, y);
    out.text("a", (left + right) / 2, bottom + 27, "mean of both, " + unit_of(cell),
             anchor::middle);
    // "share of the scale" would be wider than the drawing.
    out.text("a", 1, 10,
             std::string("judge less physician, ") +
                 (cell.normalised ? "share of scale" : "points"));
    return out.finish();
}

analysis::section numbers(const analysis::rated_cell& cell, const std::string& judge,
                          const score_table& t) {
    analysis::section s{cell.task,
                        {"judge", "bias, " + unit_of(cell) + " [95 % CI]", "lower limit",
                         "upper limit", "SD", "slope on the mean", "entries by difference"},
                        7,
                        {},
                        {}};
    std::vector<std::string> row{judge};
    for (const char* const name :
         {"bias", "loa_lower", "loa_upper", "sd_diff", "proportional_bias"}) {
        const auto* const e = analysis::find(cell.statistics, name);
        row.push_back(e ? analysis::with_interval(*e, 2) : analysis::no_figure);
    }
    constexpr double print = 1e4; // the values' own rounding to 9 decimals is not seen
    std::map<long, std::int64_t> differences;
    const double step = t.values.size() > 12 ? (t.values.back() - t.values.front()) / 10 : 0;
    for (std::size_t g = 0; g < t.values.size(); ++g)
        for (std::size_t p = 0; p < t.values.size(); ++p) {
            const double d = t.values[p] - t.values[g];
            differences[std::lround(print * (step > 0 ? step * std::round(d / step) : d))] +=
                t.counts[g][p];
        }
    std::string list;
    for (const auto& [d, n] : differences)
        if (n > 0)
            list += (list.empty() ? "" : ", ") + tick_label(static_cast<double>(d) / print) + ": " +
                    grouped(static_cast<std::uint64_t>(n));
    row.push_back((step > 0 ? "rounded to " + tick_label(step) + ": " : std::string()) + list);
    s.rows.push_back(std::move(row));
    return s;
}

constexpr std::string_view panels_rest =
    R"vl("facet":{"column":{"field":"judge","type":"nominal","title":null,"sort":@JUDGES@}},
"spec":{"width":240,"height":180,"layer":[
{"transform":[{"filter":"datum.kind === 'limit' && isValid(datum.lo)"}],"mark":{"type":"rect","opacity":0.15,"clip":true},"encoding":{"y":{"field":"lo","type":"quantitative"},"y2":{"field":"hi"}}},
{"transform":[{"filter":"datum.kind === 'pairs'"}],"mark":{"type":"circle","opacity":0.5},"encoding":{"x":{"field":"mean","type":"quantitative",@X@},"y":{"field":"difference","type":"quantitative",@Y@},"size":{"field":"n","type":"quantitative","title":"entries"}}},
{"transform":[{"filter":"datum.kind !== 'pairs'"}],"mark":"rule","encoding":{"y":{"field":"difference","type":"quantitative"},"strokeDash":{"field":"kind","type":"nominal","title":null}}}]}})vl";

std::string channel_of(const axis& a, const std::string& title) {
    return R"("scale":{"domain":[)" + tick_label(a.lo) + "," + tick_label(a.hi) +
           R"(],"nice":false},"title":")" + title + "\"";
}

// A task's panels with the page's axes. A facet of rows would have an axis for all tasks, or one
// for each panel, by which judges could not be compared.
std::string row_of_panels(const analysis::report& r, const analysis::rated_cell& cell,
                          const axis& x, const axis& y) {
    std::string task;
    append_json_string(task, cell.task);
    std::string rest(panels_rest);
    rest.replace(rest.find("@X@"), 3, channel_of(x, "mean of both, " + unit_of(cell)));
    rest.replace(rest.find("@Y@"), 3, channel_of(y, "judge less physician"));
    return "{\"title\":" + task + R"(,"transform":[{"filter":{"field":"task","equal":)" + task +
           "}}],\n" + as_on_page(rest, r);
}

void add_rows(data_rows& rows, const analysis::rated_cell& cell, const score_table& t,
              const limits& l) {
    for (std::size_t g = 0; g < t.values.size(); ++g)
        for (std::size_t p = 0; p < t.values.size(); ++p)
            if (t.counts[g][p] > 0) {
                rows.begin().field("kind", "pairs").field("task", cell.task);
                rows.field("judge", cell.judge).field("unit", unit_of(cell));
                rows.field("mean", (t.values[g] + t.values[p]) / 2);
                rows.field("difference", t.values[p] - t.values[g]);
                rows.field("n", t.counts[g][p]).end();
            }
    for (const analysis::estimate* e : {l.bias, l.lower, l.upper}) {
        rows.begin().field("kind", e == l.bias ? "bias" : "limit").field("task", cell.task);
        rows.field("judge", cell.judge).field("difference", e->value).limits(e->interval).end();
    }
}

} // namespace

chart bland_altman_chart(const analysis::report& r) {
    chart c{"bland_altman", "How far judges and physicians differ (Bland-Altman)"};
    c.column = static_cast<int>(width);
    c.table_a_task = true;
    data_rows rows;
    std::string rest;
    const judge_names names(r);
    for (const std::string& task : tasks_of(r)) {
        std::vector<compared> judges;
        bool fits = true;
        for (const analysis::rated_cell& cell : r.cells)
            if (cell.task == task && !cell.by_case)
                if (auto t = occurring_scores(cell); t && drawable(limits_of(cell))) {
                    fits = fits && fits_axis(t->values.front(), t->values.back());
                    judges.push_back({&cell, std::move(*t), limits_of(cell)});
                }
        if (!fits)
            c.too_large.push_back(printable(task, 60));
        if (!fits || judges.empty())
            continue;
        const axis x = mean_axis(judges), y = difference_axis(judges);
        rest += (rest.empty() ? "" : ",\n") + row_of_panels(r, *judges[0].cell, x, y);
        for (const compared& one : judges) {
            const std::string name = names(one.cell->judge);
            c.panels.push_back({name, draw(one, name, x, y), numbers(*one.cell, name, one.table)});
            if (is_cut(one.bounds, y)) {
                c.note = "An arrow at the edge: the interval goes on beyond what is drawn.";
                c.note_on_page = "The numbers (on screen) have its ends.";
            }
            add_rows(rows, *one.cell, one.table, one.bounds);
        }
    }
    if (!c.panels.empty())
        c.spec = vega_lite(c.title, rows.finish(), "\"vconcat\":[\n" + rest + "]");
    return c;
}

} // namespace preceptron::report
