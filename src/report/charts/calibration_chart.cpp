#include "report/charts/calibration_chart.hpp"

#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/score_table.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace preceptron::report {

namespace {

constexpr std::size_t most_points = 11;
constexpr double width = 340, least_left = 36, right = 326, top = 8, bottom = 248;

// Scores of one value, or of one bin: their mean, and the grades'.
struct level {
    double score = 0, grade = 0;
    std::int64_t n = 0;
};

struct curve {
    const analysis::rated_cell* cell;
    std::vector<level> levels; // ascending
    bool binned = false;       // levels are tenths of the range of scores
};

bool in_bins(const score_table& t) {
    return t.values.size() > most_points;
}

std::vector<level> levels_of(const score_table& t) {
    const bool many = in_bins(t);
    const double step = (t.values.back() - t.values.front()) / 10;
    std::map<int, level> by_score;
    for (std::size_t p = 0; p < t.values.size(); ++p) {
        const int k = many
                          ? std::min(9, static_cast<int>((t.values[p] - t.values[0]) / step + 1e-9))
                          : static_cast<int>(p);
        for (std::size_t g = 0; g < t.values.size(); ++g) {
            const std::int64_t n = t.counts[g][p];
            by_score[k].n += n;
            by_score[k].score += static_cast<double>(n) * t.values[p];
            by_score[k].grade += static_cast<double>(n) * t.values[g];
        }
    }
    std::vector<level> out;
    for (auto& [k, l] : by_score)
        if (l.n > 0) {
            l.score /= static_cast<double>(l.n);
            l.grade /= static_cast<double>(l.n);
            out.push_back(l);
        }
    return out;
}

value_span range_of(const std::vector<curve>& curves) {
    double lo = curves[0].cell->categories.front(), hi = curves[0].cell->categories.back();
    for (const curve& c : curves) {
        lo = std::min(lo, c.cell->categories.front());
        hi = std::max(hi, c.cell->categories.back());
    }
    return rounded_out(lo, hi, 6);
}

double mark_size(std::int64_t n, std::size_t of) {
    return std::round(2 * (2 + 4.5 * std::sqrt(static_cast<double>(n) / static_cast<double>(of)))) /
           2;
}

drawing draw(const std::string& task, const std::vector<curve>& curves,
             const std::vector<std::string>& judges) {
    const value_span span = range_of(curves);
    const std::vector<double> at = ticks(span.lo, span.hi, 6);
    const double left = left_of_plot(at, least_left);
    const axis x{span.lo, span.hi, left, right}, y{span.lo, span.hi, bottom, top};
    svg_writer out(width, bottom + 34, "Calibration, " + printable(task, 60),
                   "Mean physician's grade where each judge gave a score; on the dashed diagonal "
                   "the judge's points mean what physicians' points mean. Larger marks are more "
                   "entries");
    for (const double v : at) {
        out.line("grid", left, y(v), right, y(v));
        out.line("grid", x(v), top, x(v), bottom);
    }
    for (const double v : at)
        out.text("a", left - 6, y(v) + 3.5, tick_label(v), anchor::end);
    for (const double v : at)
        out.text("a", x(v), bottom + 14, tick_label(v), anchor::middle);
    out.line("level dashed", x(span.lo), y(span.lo), x(span.hi), y(span.hi));
    for (const curve& c : curves) {
        const std::size_t j = position(judges, c.cell->judge);
        std::string path;
        for (const level& l : c.levels)
            path +=
                (path.empty() ? "M" : "L") + coordinate(x(l.score)) + " " + coordinate(y(l.grade));
        out.path("curve " + judge_stroke(j), path);
    }
    for (const curve& c : curves)
        for (const level& l : c.levels) {
            const std::size_t j = position(judges, c.cell->judge);
            out.path(judge_fill(j),
                     mark_path(j, x(l.score), y(l.grade), mark_size(l.n, c.cell->n)));
        }
    out.text("a", (left + right) / 2, bottom + 29, "judge's score, " + unit_of(*curves[0].cell),
             anchor::middle);
    out.upward_text("a", 9, (top + bottom) / 2,
                    "mean physician's grade, " + unit_of(*curves[0].cell));
    return out.finish();
}

analysis::section numbers(const std::vector<curve>& curves, const judge_names& names) {
    const std::string unit = unit_of(*curves[0].cell);
    const bool binned = std::ranges::any_of(curves, &curve::binned);
    analysis::section s{
        "",
        {"judge", (binned ? "mean score: mean grade (entries) in each tenth of the range, "
                          : "score: mean grade (entries), ") +
                      unit},
        2,
        {},
        {}};
    for (const curve& c : curves) {
        std::string list;
        for (const level& l : c.levels)
            list += (list.empty() ? "" : ", ") +
                    (c.binned ? analysis::decimal(l.score, 2)
                              : tick_label(std::round(100 * l.score) / 100)) +
                    ": " + analysis::decimal(l.grade, 2) + " (" +
                    grouped(static_cast<std::uint64_t>(l.n)) + ")";
        s.rows.push_back({names(c.cell->judge), list});
        const auto* const slope = analysis::find(c.cell->statistics, "calib_slope");
        const auto* const base = analysis::find(c.cell->statistics, "calib_intercept");
        if (slope && base)
            s.remarks.push_back(names(c.cell->judge) + ": slope " +
                                analysis::with_interval(*slope, 2) + ", intercept " +
                                analysis::with_interval(*base, 2) + " (ideal: 1 and 0).");
    }
    return s;
}

constexpr std::string_view spec_rest =
    R"vl("facet":{"field":"task","type":"nominal","title":null,"sort":@TASKS@},"columns":2,
"resolve":{"scale":{"x":"independent","y":"independent"}},
"spec":{"width":300,"height":300,"layer":[
{"mark":{"type":"line","color":"#888888","strokeDash":[4,4]},"encoding":{"x":{"field":"score","type":"quantitative"},"y":{"field":"score","type":"quantitative"}}},
{"mark":{"type":"line","strokeWidth":1.5},"encoding":{"x":{"field":"score","type":"quantitative","title":"judge's score"},"y":{"field":"grade","type":"quantitative","title":"mean physician's grade"},@COLOUR@}},
{"mark":{"type":"point","filled":true},"encoding":{"x":{"field":"score","type":"quantitative"},"y":{"field":"grade","type":"quantitative"},@COLOUR@,@SHAPE@,"size":{"field":"n","type":"quantitative","title":"entries"}}}]})vl";

} // namespace

chart calibration_chart(const analysis::report& r) {
    chart c{"calibration", "Mean physician's grade at each judge's score"};
    c.column = static_cast<int>(width);
    data_rows rows;
    const std::vector<std::string> judges = judges_of(r);
    for (const std::string& task : tasks_of(r)) {
        std::vector<curve> curves;
        bool fits = true;
        for (const analysis::rated_cell& cell : r.cells)
            if (cell.task == task && !cell.by_case)
                if (const auto t = occurring_scores(cell); t && t->values.size() > 1) {
                    fits = fits && fits_axis(t->values.front(), t->values.back());
                    if (fits)
                        curves.push_back({&cell, levels_of(*t), in_bins(*t)});
                }
        if (!fits)
            c.too_large.push_back(printable(task, 60));
        if (!fits || curves.empty())
            continue;
        for (const curve& one : curves)
            c.add_key(one.cell->judge);
        c.panels.push_back({printable(task, 60), draw(task, curves, judges),
                            numbers(curves, judge_names(judges))});
        if (std::ranges::any_of(curves, &curve::binned))
            c.note = "Where there are more than " + std::to_string(most_points) +
                     " different values, a mark is the mean of the scores, and of the grades, in a "
                     "tenth of their range.";
        for (const curve& one : curves)
            for (const level& l : one.levels) {
                rows.begin().field("task", task).field("judge", one.cell->judge);
                rows.field("unit", unit_of(*one.cell))
                    .field("score", l.score)
                    .field("grade", l.grade)
                    .field("n", l.n)
                    .end();
            }
    }
    if (!c.panels.empty())
        c.spec = vega_lite(c.title, rows.finish(), as_on_page(spec_rest, r));
    return c;
}

} // namespace preceptron::report
