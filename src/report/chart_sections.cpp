// The sections that are a chart: what it is called, and how it is read.
#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "report/html.hpp"
#include "report/page_sections.hpp"

#include <algorithm>
#include <string_view>

namespace preceptron::report {

namespace {

std::string chart_section(std::string_view id, std::string_view title, std::string_view how_to_read,
                          const chart& c, const analysis::report& r, const std::string& more = {}) {
    if (c.panels.empty() && c.too_large.empty() && more.empty())
        return {};
    std::string text = c.panels.empty() && more.empty() ? "" : std::string(how_to_read);
    for (const std::string* more_text : {&c.signs, &c.note})
        if (!more_text->empty())
            text += " " + *more_text;
    if (!c.too_large.empty())
        text += (text.empty() ? "" : " ") +
                ("Not drawn, for numbers too large for an axis: " + listed(c.too_large) + ".");
    return "<section id=" + std::string(id) + "><h2>" + std::string(title) + "</h2>\n" +
           paragraph(text) + chart_html(c, judges_of(r)) + more + "</section>\n";
}

} // namespace

std::string forest_section(const chart& c, const analysis::report& r) {
    return chart_section("forest", "How closely, and how sure",
                         "Quadratic weighted kappa with its 95 % interval. A line in a shaded "
                         "band is what physicians reach among themselves, and its 95 % interval, "
                         "on the entries that several of them graded; a dashed line is what was "
                         "published for physicians on other entries.",
                         c, r);
}

std::string confusion_section(const chart& c, const analysis::report& r) {
    return chart_section("confusion", "What judges gave where physicians gave what",
                         "Rows are the physician's grade, columns the judge's score, numbers are "
                         "entries; outlined cells agree where a step is one score. Right of the "
                         "outline the judge is lenient. "
                         "The stronger a colour, the larger the cell's share of its row, of the "
                         "entries with that grade: where a grade is rare, one entry is much. "
                         "Long scales are in steps: “from 4” holds what lies below the next one.",
                         c, r);
}

std::string differences_section(const chart& c, const analysis::report& r) {
    return chart_section("differences", "How far they differ, over the scale (Bland–Altman)",
                         "Each dot is one or more entries: the larger, the more. Above 0, the "
                         "dotted line, the judge is lenient. Solid: mean difference. Dashed: "
                         "limits within which 95 % of differences are expected, shaded: the 95 % "
                         "intervals of these limits.",
                         c, r);
}

std::string calibration_section(const chart& c, const analysis::report& r) {
    return chart_section(
        "calibration", "What a score stands for",
        "The mean grade that physicians gave to the entries with each score. Below "
        "the diagonal the judge gives more than physicians do.",
        c, r);
}

std::string bias_section(const chart& c, const analysis::report& r) {
    return chart_section(
        "bias", "Where the errors come from",
        "Mean of score less grade, in per cent of the scale; the lines are its 95 % "
        "intervals, by " +
            observations_of(r) + ". Groups of fewer than " + analysis::least_group(cases_known(r)) +
            " are not drawn. " + std::string(analysis::grades_are_uncertain) +
            " By the mean of grade and score that mostly cancels out.",
        c, r, bias_tables(r));
}

std::string systems_section(const chart& c, const analysis::report& r) {
    return chart_section(
        "systems", "Do judges rank who answered as physicians do?",
        "Each mark is one system or group of persons with at least " +
            grouped(analysis::least_system_entries) +
            " scored answers. A judge that keeps the order of the marks ranks as physicians do, "
            "even where it is off the diagonal.",
        c, r);
}

std::string cost_section(const chart& c, const analysis::report& r) {
    if (c.panels.empty())
        return "<section id=cost><h2>Cost and agreement</h2>\n" +
               paragraph("There is nothing to draw." + (c.note.empty() ? "" : " " + c.note)) +
               "</section>\n";
    return chart_section("cost", "Cost and agreement",
                         "Upper left is best: close to physicians for little money. A mark is the "
                         "mean QWK over tasks, the line through it its 95 % interval.",
                         c, r);
}

std::string flow_section(const chart& c, const analysis::report& r) {
    return chart_section("flow", "From entries to figures",
                         "What was left out on the way, and why.", c, r);
}

} // namespace preceptron::report
