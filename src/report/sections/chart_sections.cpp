// The sections that are a chart: what it is called, and how it is read.
#include "core/listed.hpp"
#include "report/charts/chart_readings.hpp"
#include "report/html.hpp"
#include "report/sections/page_sections.hpp"

#include <string_view>

namespace preceptron::report {

namespace {

std::string chart_section(std::string_view id, std::string_view title, const chart& c,
                          const analysis::report& r, const std::string& more = {}) {
    if (c.panels.empty() && c.too_large.empty() && more.empty())
        return {};
    std::string text = c.panels.empty() && more.empty() ? "" : reading_of(c, r);
    for (const std::string* more_text : {&c.signs, &c.note, &c.note_on_page})
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
    return chart_section("forest", "How closely, and how sure", c, r);
}

std::string confusion_section(const chart& c, const analysis::report& r) {
    return chart_section("confusion", "What judges gave where physicians gave what", c, r);
}

std::string differences_section(const chart& c, const analysis::report& r) {
    return chart_section("differences", "How far they differ, over the scale (Bland–Altman)", c, r);
}

std::string calibration_section(const chart& c, const analysis::report& r) {
    return chart_section("calibration", "What a score stands for", c, r);
}

std::string bias_section(const chart& c, const analysis::report& r) {
    return chart_section("bias", "Where the errors come from", c, r, bias_tables(r));
}

std::string systems_section(const chart& c, const analysis::report& r) {
    return chart_section("systems", "Do judges rank who answered as physicians do?", c, r);
}

std::string cost_section(const chart& c, const analysis::report& r) {
    if (c.panels.empty())
        return "<section id=cost><h2>Cost and agreement</h2>\n" +
               paragraph("There is nothing to draw." + (c.note.empty() ? "" : " " + c.note)) +
               "</section>\n";
    return chart_section("cost", "Cost and agreement", c, r);
}

std::string flow_section(const chart& c, const analysis::report& r) {
    return chart_section("flow", "From entries to figures", c, r);
}

} // namespace preceptron::report
