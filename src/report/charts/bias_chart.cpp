#include "report/charts/bias_chart.hpp"

#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <array>

namespace preceptron::report {

namespace {

constexpr double width = 340, left = 12, right = 328, top = 4, dot_height = 11, group_gap = 9,
                 name_height = 15;

struct grouping {
    const char* by;
    const char* caption;
};
constexpr std::array<grouping, 6> groupings{
    {{"study", "By study"},
     {"author", "By who answered"},
     {"family", "By family of who answered"},
     {"grade", "By the physician's grade"},
     {"mean", "By the mean of grade and score"},
     {"length", "By length of the answer, from the shortest quarter, Q1, to the longest, Q4"}}};

struct judged_group {
    std::size_t judge;
    const agreement::group_error* error;
    bool enough() const {
        return analysis::enough_for_figures(error->n, error->cases) && error->bias;
    }
};
struct group_row {
    std::string name;
    std::vector<judged_group> judges;
    bool any_enough() const { return std::ranges::any_of(judges, &judged_group::enough); }
};

std::vector<group_row> rows_by(const analysis::report& r, std::string_view by,
                               const std::vector<std::string>& judges) {
    std::vector<group_row> rows;
    for (const analysis::judge_bias& b : r.bias)
        for (const auto& [grouped_by, groups] : b.groups)
            for (const agreement::group_error& g : groups) {
                if (grouped_by != by)
                    continue;
                auto row = std::ranges::lower_bound(rows, g.group, {}, &group_row::name);
                if (row == rows.end() || row->name != g.group)
                    row = rows.insert(row, {g.group, {}});
                row->judges.push_back({position(judges, b.judge), &g});
            }
    return rows;
}

// In per cent of the scale, of all that is drawn.
value_span range_of(const std::vector<group_row>& rows) {
    double lo = -0.02, hi = 0.02;
    for (const group_row& row : rows)
        for (const judged_group& j : row.judges)
            if (j.enough()) {
                lo = std::min(
                    {lo, *j.error->bias,
                     j.error->bias_interval ? std::max(j.error->bias_interval->lo, -1.0) : 0.0});
                hi = std::max(
                    {hi, *j.error->bias,
                     j.error->bias_interval ? std::min(j.error->bias_interval->hi, 1.0) : 0.0});
            }
    return {100 * lo, 100 * hi};
}

axis bias_axis(const std::vector<group_row>& rows) {
    const value_span biases = range_of(rows), span = rounded_out(biases.lo, biases.hi, 6);
    return {span.lo, span.hi, left, right};
}

double height_of(const group_row& row) {
    return group_gap + name_height +
           (row.any_enough() ? dot_height * static_cast<double>(row.judges.size()) : 0);
}

// The group's name, with what there is too little of to draw: of the judge that scored most of it.
std::string name_of(const group_row& row) {
    constexpr double size = 11;
    if (row.any_enough())
        return fitted(printable(row.name, 60), size, width - 4);
    const agreement::group_error& most =
        *std::ranges::max(row.judges, {}, [](const judged_group& j) { return j.error->n; }).error;
    const bool all = std::ranges::all_of(
        row.judges, [&](const judged_group& j) { return j.error->n == most.n; });
    const std::string name = printable(row.name, 60), few = ": too few",
                      counts =
                          " (" + std::string(all ? "" : "at most ") +
                          counted(most.n, "entry", "entries") +
                          (most.cases_known ? ", " + counted(most.cases, "case", "cases") : "") +
                          ")";
    if (text_width(name + few + counts, size) <= width - 4)
        return name + few + counts;
    return fitted(name, size, width - 4 - text_width(few, size)) + few; // the numbers say how few
}

void draw_marks(svg_writer& out, const group_row& row, const axis& x, double y) {
    double at = y + name_height + dot_height / 2;
    for (const judged_group& j : row.judges) {
        if (j.enough()) {
            if (const auto& i = j.error->bias_interval)
                out.line("ci " + judge_stroke(j.judge), x(100 * i->lo), at, x(100 * i->hi), at);
            out.path(judge_fill(j.judge), mark_path(j.judge, x(100 * *j.error->bias), at, 3.2));
        }
        at += dot_height;
    }
}

drawing draw(const grouping& g, const std::vector<group_row>& rows) {
    const axis x = bias_axis(rows);
    double bottom = top;
    for (const group_row& row : rows)
        bottom += height_of(row);
    svg_writer out(width, bottom + 34, std::string("Bias, ") + g.caption,
                   "Mean of score less grade in per cent of the scale with 95 % intervals; right "
                   "of 0 the judge is more lenient than the physician");
    for (const double v : ticks(x.lo, x.hi, 6))
        out.line("grid", x(v), top, x(v), bottom);
    out.line("zero", x(0), top, x(0), bottom);
    for (const double v : ticks(x.lo, x.hi, 6))
        out.text("a", x(v), bottom + 14, tick_label(v), anchor::middle);
    // Names lie on the page, not on the lines of the axis.
    std::vector<std::string> names;
    double y = top;
    for (const group_row& row : rows) {
        names.push_back(name_of(row));
        out.rect("back", 0, y + 2, std::min(text_width(names.back(), 11) + 4, width), 13);
        y += height_of(row);
    }
    y = top;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        out.text("", 2, y + 12, names[k]);
        y += height_of(rows[k]);
    }
    y = top;
    for (const group_row& row : rows) {
        if (row.any_enough())
            draw_marks(out, row, x, y);
        y += height_of(row);
    }
    out.text("a", (left + right) / 2, bottom + 29, "bias, % of the scale (right: lenient)",
             anchor::middle);
    return out.finish();
}

// Of the scale, as all of the drawing and its specification.
analysis::estimate in_per_cent(const agreement::group_error& g) {
    analysis::estimate e{"", agreement::defined(100 * *g.bias), agreement::no_interval("none"), {}};
    if (const auto& i = g.bias_interval)
        e.interval = agreement::between(100 * i->lo, 100 * i->hi);
    return e;
}

std::string bias_text(const judged_group& j) {
    return j.enough() ? analysis::with_interval(in_per_cent(*j.error), 1) : analysis::no_figure;
}

analysis::section numbers(std::string_view by, const std::vector<group_row>& rows,
                          const std::vector<std::string>& judges) {
    const judge_names names(judges);
    analysis::section s{
        "", {"by", "group", "judge", "n", "cases", "bias, % of the scale [95 % CI]"}, 3, {}, {}};
    for (const group_row& row : rows)
        for (const judged_group& j : row.judges)
            s.rows.push_back({std::string(by), printable(row.name, 60), names(judges[j.judge]),
                              grouped(j.error->n),
                              analysis::case_count(j.error->cases, j.error->cases_known),
                              bias_text(j)});
    return s;
}

constexpr std::string_view spec_rest =
    R"vl("facet":{"row":{"field":"by","type":"nominal","title":null,"sort":["study","author","family","grade","mean","length"]}},"resolve":{"scale":{"y":"independent","yOffset":"independent"}},
"spec":{"width":360,"height":260,"layer":[
{"mark":{"type":"rule","color":"#888888","strokeDash":[3,3]},"encoding":{"x":{"datum":0}}},
{"mark":"rule","encoding":{"y":{"field":"group","type":"nominal","title":null,"axis":{"labelLimit":300}},"yOffset":{"field":"judge","type":"nominal","sort":@JUDGES@},"x":{"field":"lo","type":"quantitative","title":"bias, % of the scale (right: lenient)"},"x2":{"field":"hi"},@COLOUR@}},
{"mark":{"type":"point","filled":true},"encoding":{"y":{"field":"group","type":"nominal"},"yOffset":{"field":"judge","type":"nominal","sort":@JUDGES@},"x":{"field":"bias","type":"quantitative"},@COLOUR@,@SHAPE@,"tooltip":[{"field":"group"},{"field":"judge"},{"field":"n"},{"field":"cases"},{"field":"bias","format":".1f"}]}}]})vl";

} // namespace

chart bias_chart(const analysis::report& r) {
    chart c{"bias", "Bias by study, author, grade and length"};
    c.column = static_cast<int>(width);
    c.table_a_task = true;
    data_rows data;
    const std::vector<std::string> judges = judges_of(r);
    for (const grouping& g : groupings) {
        const std::vector<group_row> rows = rows_by(r, g.by, judges);
        if (std::ranges::none_of(rows, &group_row::any_enough))
            continue;
        if (const value_span biases = range_of(rows); !fits_axis(biases.lo, biases.hi)) {
            c.too_large.push_back(g.caption);
            continue;
        }
        c.panels.push_back({g.caption, draw(g, rows), numbers(g.by, rows, judges)});
        for (const group_row& row : rows)
            for (const judged_group& j : row.judges)
                if (j.enough()) {
                    c.add_key(judges[j.judge]);
                    data.begin().field("by", g.by).field("group", row.name);
                    const analysis::estimate bias = in_per_cent(*j.error);
                    data.field("judge", judges[j.judge]).field("bias", bias.value);
                    data.limits(bias.interval);
                    data.field("n", static_cast<std::uint64_t>(j.error->n));
                    if (j.error->cases_known)
                        data.field("cases", static_cast<std::uint64_t>(j.error->cases));
                    data.end();
                }
    }
    if (!c.panels.empty() && !r.authors.empty())
        c.panels[0].behind.remarks.push_back(
            "Authors, by the words of their names: " + analysis::text_of(r.authors) + ".");
    if (!c.panels.empty())
        c.spec = vega_lite(c.title, data.finish(), as_on_page(spec_rest, r));
    return c;
}

} // namespace preceptron::report
