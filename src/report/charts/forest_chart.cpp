#include "report/charts/forest_chart.hpp"

#include "analysis/figures.hpp"
#include "analysis/text/headline_row.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace preceptron::report {

namespace {

constexpr double plot_width = 192, values_width = 52, row_height = 22, top = 8;
constexpr double least_gutter = 96, label_size = 11;

// What physicians reach: with limits when it was measured on the same entries.
struct physician_level {
    double kappa;
    agreement::interval_estimate interval;
    bool measured;
    std::size_t entries; // measured on so many, that several graded
};

std::optional<physician_level> physicians(const analysis::report& r, const std::string& task) {
    if (!analysis::physicians_comparable(r.used))
        return std::nullopt;
    const auto ceiling = std::ranges::find(r.ceiling, task, &analysis::task_ceiling::task);
    if (ceiling != r.ceiling.end() && ceiling->physicians.quadratic_kappa)
        return physician_level{*ceiling->physicians.quadratic_kappa,
                               ceiling->physicians.quadratic_kappa_interval, true,
                               ceiling->physicians.items};
    if (const analysis::published_figure* const f = r.published.physicians_on(task))
        return physician_level{f->kappa, agreement::no_interval("published without one"), false, 0};
    return std::nullopt;
}

// What the panels have in common: the judges, their names as the page has them, and the axis.
struct frame {
    std::vector<std::string> judges, labels;
    axis x;

    double width() const { return x.to + values_width; }
};

axis common_axis(const analysis::report& r, double left) {
    double lo = 0;
    for (const analysis::rated_cell& cell : r.cells) {
        const analysis::estimate& e = kappa_of(cell, r);
        if (e.value)
            lo = std::min(lo, *e.value);
        if (e.interval)
            lo = std::min(lo, e.interval->lo);
    }
    return {std::floor(5 * std::max(lo, -1.0)) / 5, 1, left, left + plot_width};
}

frame frame_of(const analysis::report& r) {
    constexpr double beside = 10; // of a label, in the gutter
    frame f{judges_of(r), {}, {}};
    const judge_names names(r);
    double gutter = least_gutter;
    for (const std::string& judge : f.judges) {
        f.labels.push_back(names(judge));
        gutter = std::max(gutter, text_width(f.labels.back(), label_size) + beside);
    }
    f.x = common_axis(r, std::ceil(gutter));
    return f;
}

// Which entries the physicians' agreement is of: not all that the judges' is.
std::string entries_of(const physician_level& level) {
    return level.measured
               ? "on the " + counted(level.entries, "entry", "entries") + " that several graded"
               : "as published, on other entries";
}

void draw_level(svg_writer& out, const physician_level& level, const axis& x, double bottom) {
    if (level.interval)
        out.rect("band", x(level.interval->lo), top, x(level.interval->hi) - x(level.interval->lo),
                 bottom - top);
    out.line(level.measured ? "level" : "level dashed", x(level.kappa), top, x(level.kappa),
             bottom);
}

struct forest_row {
    const analysis::rated_cell* cell;
    const analysis::estimate* kappa;
    std::size_t judge;
    double y;
};

void draw_rows(svg_writer& out, const std::vector<forest_row>& rows, const frame& f) {
    const axis& x = f.x;
    for (const forest_row& row : rows)
        out.text("", x.from - 8, row.y + 4, f.labels[row.judge], anchor::end);
    for (const forest_row& row : rows) {
        if (!row.kappa->value)
            continue;
        if (const auto& i = row.kappa->interval)
            out.line("ci " + judge_stroke(row.judge), x(i->lo), row.y, x(i->hi), row.y);
        out.path(judge_fill(row.judge), mark_path(row.judge, x(*row.kappa->value), row.y, 4));
    }
    for (const forest_row& row : rows)
        out.text("v", f.width() - 2, row.y + 4,
                 row.kappa->value
                     ? fixed(*row.kappa->value, 2) + few_cases_mark(*row.cell, *row.kappa)
                     : analysis::no_figure,
                 anchor::end);
}

drawing draw(const analysis::report& r, const std::string& task, const frame& f) {
    const axis& x = f.x;
    std::vector<forest_row> rows;
    for (const analysis::rated_cell& cell : r.cells)
        if (cell.task == task)
            rows.push_back({&cell, &kappa_of(cell, r), position(f.judges, cell.judge),
                            top + row_height * (static_cast<double>(rows.size()) + .5)});
    const double bottom = top + row_height * static_cast<double>(rows.size());
    const auto level = physicians(r, task);
    svg_writer out(f.width(), bottom + (level ? 49 : 34), "Forest plot, " + printable(task, 60),
                   "Quadratic weighted kappa of each judge with its 95 % interval" +
                       std::string(!level            ? ""
                                   : level->measured ? "; the line with a band is what physicians "
                                                       "reach among themselves, "
                                                     : "; the dashed line is what physicians "
                                                       "reach among themselves, ") +
                       (level ? entries_of(*level) : ""));
    const std::vector<double> at = ticks(x.lo, x.hi, 6);
    for (const double t : at)
        out.line("grid", x(t), top, x(t), bottom);
    for (const double t : at)
        out.text("a", x(t), bottom + 14, tick_label(t), anchor::middle);
    if (level)
        draw_level(out, *level, x, bottom);
    draw_rows(out, rows, f);
    out.text("a", (x.from + x.to) / 2, bottom + 29, "QWK (1 = always the physician's score)",
             anchor::middle);
    if (level)
        out.text("a", f.width() / 2, bottom + 44,
                 "physicians: " + fixed(level->kappa, 2) + ", " + entries_of(*level),
                 anchor::middle);
    return out.finish();
}

analysis::section numbers(const analysis::report& r, const std::string& task) {
    analysis::section s{"", {"judge", "n", "cases", "QWK [95 % CI]", "method"}, 1, {}, {}};
    const judge_names names(r);
    for (const analysis::rated_cell& cell : r.cells)
        if (cell.task == task) {
            const analysis::estimate& e = kappa_of(cell, r);
            s.rows.push_back(
                {names(cell.judge), grouped(cell.n),
                 analysis::case_count(cell.cases, cell.cases_known), analysis::with_interval(e, 3),
                 e.value ? std::string(e.interval ? e.method : e.interval.undefined_reason)
                         : why_no_figure(cell, e)});
        }
    if (const auto level = physicians(r, task))
        s.remarks.push_back(
            "Physicians among themselves, " + entries_of(*level) + ": " +
            analysis::with_interval(
                {"kappa.quadratic.value", agreement::defined(level->kappa), level->interval, {}},
                3) +
            ".");
    return s;
}

constexpr std::string_view band_layer =
    R"vl({"transform":[{"filter":"datum.kind !== 'judge' && isValid(datum.lo)"}],"mark":{"type":"rect","opacity":0.15,"clip":true},"encoding":{"x":{"field":"lo","type":"quantitative"},"x2":{"field":"hi"}}},
)vl";

constexpr std::string_view spec_rest =
    R"vl("facet":{"row":{"field":"task","type":"nominal","title":null,"sort":@TASKS@,"header":{"labelAngle":0,"labelAlign":"left"}}},
"spec":{"width":420,"height":{"step":18},"layer":[
@BAND@{"transform":[{"filter":"datum.kind !== 'judge'"}],"mark":{"type":"rule","color":"#666666","strokeDash":[4,3]},"encoding":{"x":{"field":"qwk","type":"quantitative"}}},
{"transform":[{"filter":"datum.kind === 'judge'"}],"mark":{"type":"rule","clip":true},"encoding":{"y":{"field":"who","type":"nominal","sort":@JUDGES@,"title":null,"axis":{"labelLimit":300}},"x":{"field":"lo","type":"quantitative","scale":{"domain":[@LO@,1],"nice":false},"title":"QWK"},"x2":{"field":"hi"}}},
{"transform":[{"filter":"datum.kind === 'judge'"}],"mark":{"type":"point","filled":true,"size":60},"encoding":{"y":{"field":"who","type":"nominal","sort":@JUDGES@},"x":{"field":"qwk","type":"quantitative"},"tooltip":[{"field":"who"},{"field":"qwk","format":".3f"},{"field":"lo","format":".3f"},{"field":"hi","format":".3f"},{"field":"n"},{"field":"cases"}]}}]})vl";

std::string specification(const analysis::report& r, std::string_view title) {
    data_rows rows;
    for (const analysis::rated_cell& cell : r.cells) {
        const analysis::estimate& e = kappa_of(cell, r);
        rows.begin().field("kind", "judge").field("task", cell.task).field("who", cell.judge);
        rows.field("qwk", e.value).limits(e.interval);
        rows.field("n", static_cast<std::uint64_t>(cell.n));
        if (cell.cases_known)
            rows.field("cases", static_cast<std::uint64_t>(cell.cases));
        rows.end();
    }
    for (const std::string& task : tasks_of(r))
        if (const auto level = physicians(r, task)) {
            rows.begin().field("kind", level->measured ? "measured" : "published");
            rows.field("task", task).field("who", "physicians").field("qwk", level->kappa);
            rows.limits(level->interval).end();
        }
    // A band without a single interval would have no extent.
    const bool measured = std::ranges::any_of(r.ceiling, [&](const analysis::task_ceiling& c) {
        const auto level = physicians(r, c.task);
        return level && level->interval;
    });
    std::string rest(spec_rest);
    rest.replace(rest.find("@BAND@"), 6, measured ? band_layer : "");
    // The page's axis: intervals of few cases go far beyond what kappa can be.
    rest.replace(rest.find("@LO@"), 4, tick_label(common_axis(r, 0).lo));
    return vega_lite(title, rows.finish(), as_on_page(rest, r));
}

// What the dagger at a figure says; empty where there is none.
std::string few_cases_words(const analysis::report& r) {
    if (std::ranges::none_of(r.cells, [&r](const analysis::rated_cell& cell) {
            return !few_cases_mark(cell, kappa_of(cell, r)).empty();
        }))
        return {};
    return analysis::few_cases_words(cases_known(r)) +
           (has_interval_of_few_cases(r) ? std::string(analysis::too_narrow) : "") + ".";
}

} // namespace

chart forest_chart(const analysis::report& r) {
    chart c{"forest", "Quadratic weighted kappa with 95 % intervals"};
    if (r.cells.empty())
        return c;
    const frame f = frame_of(r);
    if (std::ranges::any_of(r.cells, [&r](const auto& cell) { return !kappa_of(cell, r).value; })) {
        c.note = std::string(analysis::no_figure) + " there is no such figure.";
        c.note_on_page = "The numbers (on screen) say why.";
    }
    c.signs = few_cases_words(r);
    for (const std::string& task : tasks_of(r))
        c.panels.push_back({printable(task, 60), draw(r, task, f), numbers(r, task)});
    c.spec = specification(r, c.title);
    return c;
}

} // namespace preceptron::report
