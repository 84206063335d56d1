#include "report/charts/system_chart.hpp"

#include "core/printable.hpp"
#include "report/charts/axis.hpp"
#include "report/charts/label_layout.hpp"
#include "report/charts/svg.hpp"
#include "report/charts/system_means.hpp"
#include "report/charts/system_rows.hpp"
#include "report/charts/vega_lite.hpp"
#include "report/judge_names.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

namespace preceptron::report {

namespace {

constexpr double width = 340, least_left = 36, right = 328, top = 8, bottom = 228,
                 label_height = 13;

// So many have a name beneath the plot.
constexpr std::size_t most_named = 12, most_label_rows = 4;

value_span range_of(const compared_judges& judges) {
    double lo = judges[0]->systems[0].grade, hi = lo;
    for (const agreed a : judges)
        for (const agreement::system_mean& m : a->systems) {
            lo = std::min({lo, m.grade, m.score});
            hi = std::max({hi, m.grade, m.score});
        }
    return {lo, hi};
}

value_span axis_of(const compared_judges& judges) {
    const value_span means = range_of(judges);
    return rounded_out(means.lo, means.hi, 6);
}

// Names beneath the plot, each under the place of its system, in rows so that none touch. What
// would take a row too many is named in the table only.
struct system_label {
    std::string name;
    double grade, place, middle; // of the system, its place, and that of the name
    std::size_t row;
};

std::vector<system_label> labels_of(const compared_judges& judges, const axis& x, double most_left,
                                    double most_right) {
    std::vector<std::string> names;
    std::vector<double> grades, places, widths;
    for (const agreement::system_mean& m : systems_of(judges)) {
        if (names.size() == most_named)
            break;
        names.push_back(fitted(printable(m.system, 60), 10, 110));
        grades.push_back(m.grade);
        places.push_back(x(m.grade));
        widths.push_back(text_width(names.back(), 10));
    }
    const auto placed = stagger(places, widths, most_left, most_right);
    std::vector<system_label> out;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (placed[i].row < most_label_rows)
            out.push_back(
                {names[i], grades[i], places[i], placed[i].left + widths[i] / 2, placed[i].row});
    return out;
}

// Where the marks stand that the name beneath the plot is of.
std::vector<double> places_above(const system_label& label, const compared_judges& judges,
                                 const axis& x) {
    std::vector<double> out;
    for (const agreement::system_mean& m : systems_of(judges))
        if (m.grade == label.grade) {
            for (const double grade : grades_of(m.system, judges))
                out.push_back(x(grade));
            break;
        }
    return out;
}

// Near systems are one dot: there are more than can be told apart. Judges whose colour is also
// another's have their marks, small.
void draw_dots(svg_writer& out, const analysis::system_agreement& a, std::size_t judge,
               bool own_colour, const axis& x, const axis& y) {
    constexpr int grid = 3;
    constexpr double dot_size = 4;
    std::set<std::pair<long, long>> dots;
    for (const agreement::system_mean& m : a.systems)
        dots.emplace(std::lround(x(m.grade) / grid), std::lround(y(m.score) / grid));
    if (!own_colour) {
        for (const auto& [column, row] : dots)
            out.path(judge_fill(judge), mark_path(judge, static_cast<double>(grid * column),
                                                  static_cast<double>(grid * row), 2.4));
        return;
    }
    out.begin_grid(0, 0, grid);
    for (const auto& [column, row] : dots)
        out.stroke("many " + judge_stroke(judge), dot_size,
                   "M" + std::to_string(column) + " " + std::to_string(row) + "z");
    out.end_grid();
}

drawing draw(const std::string& task, const std::string& unit, const compared_judges& agreeing,
             const std::vector<std::string>& judges) {
    const value_span span = axis_of(agreeing);
    const std::vector<double> at = ticks(span.lo, span.hi, 6);
    const double left = left_of_plot(at, least_left);
    const axis x{span.lo, span.hi, left + 4, right - 4}, y{span.lo, span.hi, bottom - 4, top + 4};
    const std::vector<system_label> labels = labels_of(agreeing, x, 2, width - 2);
    const double first_label = bottom + 44;
    std::size_t label_rows = 0;
    for (const system_label& l : labels)
        label_rows = std::max(label_rows, l.row + 1);
    svg_writer out(width, first_label + label_height * static_cast<double>(label_rows) - 6,
                   "Systems, " + printable(task, 60),
                   "Each judge's mean score of each system that answered over the mean of the "
                   "physicians' grades; on the dashed diagonal they are equal");
    for (const double v : at)
        out.line("grid", left, y(v), right, y(v));
    for (const system_label& l : labels)
        for (const double place : places_above(l, agreeing, x))
            out.line("grid", place, top, place, bottom);
    for (const double v : at)
        out.text("a", left - 6, y(v) + 3.5, tick_label(v), anchor::end);
    for (const double v : at)
        out.text("a", x(v), bottom + 14, tick_label(v), anchor::middle);
    for (const system_label& l : labels)
        out.text("a", l.middle, first_label + label_height * static_cast<double>(l.row), l.name,
                 anchor::middle);
    out.line("level dashed", x(span.lo), y(span.lo), x(span.hi), y(span.hi));
    for (const agreed a : agreeing) {
        const std::size_t j = position(judges, a->judge);
        if (a->systems.size() > most_systems_shown)
            draw_dots(out, *a, j,
                      std::ranges::count(agreeing, judge_fill(j),
                                         [&](agreed other) {
                                             return judge_fill(position(judges, other->judge));
                                         }) == 1,
                      x, y);
        else
            for (const agreement::system_mean& m : a->systems)
                out.path(judge_fill(j), mark_path(j, x(m.grade), y(m.score), 4));
    }
    out.text("a", (left + right) / 2, bottom + 28, "mean grade, " + unit + "; below: who answered",
             anchor::middle);
    out.upward_text("a", 9, (top + bottom) / 2, "judge's mean score, " + unit);
    return out.finish();
}

// The page's drawing: names beneath the plot, where they cover nothing, and a diagonal, whose ends
// are those of the axes.
constexpr std::string_view spec_rest =
    R"vl("facet":{"field":"task","type":"nominal","title":null,"sort":@TASKS@},"columns":2,
"resolve":{"scale":{"x":"independent","y":"independent"}},
"spec":{"width":300,"height":300,"layer":[
{"transform":[{"filter":"datum.kind === 'diagonal'"}],"mark":{"type":"line","color":"#888888","strokeDash":[4,4]},"encoding":{"x":{"field":"grade","type":"quantitative","scale":{"zero":false,"nice":false},"title":"mean grade; below: who answered"},"y":{"field":"score","type":"quantitative","scale":{"zero":false,"nice":false},"title":"judge's mean score"}}},
{"transform":[{"filter":"datum.kind === 'name'"}],"mark":{"type":"rule","color":"#dddddd"},"encoding":{"x":{"field":"grade","type":"quantitative"}}},
{"transform":[{"filter":"datum.kind === 'name'"}],"mark":{"type":"text","fontSize":10,"dx":{"expr":"datum.shift"},"dy":{"expr":"13 * datum.line"}},"encoding":{"x":{"field":"grade","type":"quantitative"},"y":{"value":348},"text":{"field":"system","type":"nominal"}}},
{"transform":[{"filter":"datum.kind === 'system'"}],"mark":{"type":"point","filled":true,"size":70},"encoding":{"x":{"field":"grade","type":"quantitative"},"y":{"field":"score","type":"quantitative"},@COLOUR@,@SHAPE@,"tooltip":[{"field":"system"},{"field":"judge"},{"field":"n"},{"field":"grade","format":".2f"},{"field":"score","format":".2f"}]}}]})vl";

void add_frame(data_rows& rows, const std::string& task, const compared_judges& agreeing) {
    constexpr double plot = 300, beyond = 40; // of the specification
    const value_span span = axis_of(agreeing);
    for (const double end : {span.lo, span.hi})
        rows.begin()
            .field("kind", "diagonal")
            .field("task", task)
            .field("grade", end)
            .field("score", end)
            .end();
    for (const system_label& l :
         labels_of(agreeing, {span.lo, span.hi, 0, plot}, -beyond, plot + beyond)) {
        rows.begin().field("kind", "name").field("task", task).field("system", l.name);
        rows.field("grade", l.grade).field("shift", l.middle - l.place);
        rows.field("line", static_cast<std::uint64_t>(l.row)).end();
    }
}

} // namespace

chart system_chart(const analysis::report& r) {
    chart c{"systems", "Mean scores of those who answered, by judges and physicians"};
    c.column = static_cast<int>(width);
    data_rows rows;
    const std::vector<std::string> judges = judges_of(r);
    for (const std::string& task : tasks_of(r)) {
        compared_judges agreeing;
        for (const analysis::system_agreement& a : r.systems)
            if (a.task == task && !a.systems.empty())
                agreeing.push_back(&a);
        if (agreeing.empty())
            continue;
        if (const value_span means = range_of(agreeing); !fits_axis(means.lo, means.hi)) {
            c.too_large.push_back(printable(task, 60));
            continue;
        }
        for (const agreed a : agreeing)
            c.add_key(a->judge);
        const std::string unit = unit_of(r, task);
        c.panels.push_back({printable(task, 60), draw(task, unit, agreeing, judges),
                            system_rows(unit, agreeing, judge_names(judges))});
        add_frame(rows, task, agreeing);
        for (const agreed a : agreeing)
            for (const agreement::system_mean& m : a->systems) {
                rows.begin().field("kind", "system").field("task", task).field("judge", a->judge);
                rows.field("system", m.system).field("n", static_cast<std::uint64_t>(m.n));
                rows.field("unit", unit).field("grade", m.grade).field("score", m.score).end();
            }
    }
    if (!c.panels.empty())
        c.spec = vega_lite(c.title, rows.finish(), as_on_page(spec_rest, r));
    return c;
}

} // namespace preceptron::report
