#include "report/report_page.hpp"

#include "analysis/figures.hpp"
#include "analysis/sections.hpp"
#include "core/base64.hpp"
#include "core/grouped.hpp"
#include "core/hash.hpp"
#include "core/listed.hpp"
#include "core/printable.hpp"
#include "report/bias_chart.hpp"
#include "report/bland_altman_chart.hpp"
#include "report/calibration_chart.hpp"
#include "report/confusion_chart.hpp"
#include "report/cost_chart.hpp"
#include "report/flow_chart.hpp"
#include "report/forest_chart.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/page_sections.hpp"
#include "report/style.hpp"
#include "report/system_chart.hpp"

#include <algorithm>
#include <filesystem>

namespace preceptron::report {

namespace {

// The one style sheet is named by its digest: not even a style that slipped into the page would be
// applied, and nothing can be fetched or run.
std::string head(std::string_view title, std::string_view style) {
    const sha256_digest digest = sha256_of(style);
    const std::string hash = base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
    return "<!doctype html>\n<html lang=en><head><meta charset=utf-8>\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'sha256-" +
           hash +
           "'; base-uri 'none'; form-action 'none'\">\n<meta name=viewport "
           "content=\"width=device-width,initial-scale=1\">\n<meta name=color-scheme "
           "content=\"light "
           "dark\">\n<meta name=referrer content=no-referrer>\n<title>" +
           escaped(title) + "</title>\n<style>" + std::string(style) +
           "</style></head>\n<body><main>\n";
}

std::string chart_section(std::string_view id, std::string_view title, std::string_view how_to_read,
                          const chart& c, const std::vector<std::string>& judges,
                          const std::string& more = {}) {
    if (c.panels.empty() && c.too_large.empty() && more.empty())
        return {};
    std::string text = c.panels.empty() && more.empty() ? "" : std::string(how_to_read);
    if (!c.note.empty())
        text += " " + c.note;
    if (!c.too_large.empty())
        text += (text.empty() ? "" : " ") +
                ("Not drawn, for numbers too large for an axis: " + listed(c.too_large) + ".");
    return "<section id=" + std::string(id) + "><h2>" + std::string(title) + "</h2>\n" +
           paragraph(text) + chart_html(c, judges) + more + "</section>\n";
}

std::string detail_table(std::string_view id, const analysis::section& s) {
    if (s.rows.empty())
        return {};
    constexpr std::size_t screen = 15;
    return "<section id=" + std::string(id) + "><h2>" + escaped(s.title) + "</h2>\n" +
           (s.rows.size() <= screen ? table(s)
                                    : table_behind("All " + grouped(s.rows.size()) + " rows", s)) +
           "</section>\n";
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

// Links to the sections that are there.
std::string contents_of(std::string_view body) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"headline", "Agreement"},
        {"forest", "Forest plot"},
        {"pairs", "Judges compared"},
        {"physicians", "Physicians"},
        {"beside", "Beside physicians"},
        {"confusion", "Confusion"},
        {"differences", "Bland–Altman"},
        {"calibration", "Calibration"},
        {"bias", "Bias"},
        {"systems", "Systems"},
        {"repeats", "Repeats"},
        {"cost", "Cost"},
        {"published", "Published figures"},
        {"flow", "Flow"},
        {"failures", "Failures"},
        {"missing", "Missing scores"},
        {"disagreements", "Disagreements"},
        {"run", "The run"},
        {"methods", "Methods"},
        {"prompts", "Prompts"},
        {"references", "References"}};
    std::string out = "<nav aria-label=Contents>";
    for (const auto& [id, name] : names)
        if (body.find("<section id=" + std::string(id) + ">") != body.npos)
            out += "<a href=\"#" + std::string(id) + "\">" + std::string(name) + "</a>\n";
    return out + "</nav>\n";
}

std::string cost_section(const chart& cost, const std::vector<std::string>& judges) {
    if (cost.panels.empty())
        return "<section id=cost><h2>Cost and agreement</h2>\n" +
               paragraph("There is nothing to draw." + (cost.note.empty() ? "" : " " + cost.note)) +
               "</section>\n";
    return chart_section("cost", "Cost and agreement",
                         "Upper left is best: close to physicians for little money. A mark is the "
                         "mean QWK over tasks, the line through it its 95 % interval.",
                         cost, judges);
}

// "120 of 302 entries"; where judges were asked different ones, all that are eligible.
std::string entries_asked(const analysis::flow& f) {
    const std::string eligible = counted(f.eligible, "entry", "entries");
    return f.entries_asked && *f.entries_asked < f.eligible
               ? grouped(*f.entries_asked) + " of " + eligible
               : eligible;
}

// The dataset, or the first of the files.
std::string source_of(const page_input& in) {
    const std::filesystem::path path = in.files.empty() ? in.origin.dataset : in.files[0].path;
    return printable(path.filename().string(), 80) +
           (in.files.size() > 1
                ? " and " + counted(in.files.size() - 1, "other file", "other files")
                : "");
}

std::string subtitle(const page_input& in) {
    std::string out = source_of(in) + ": " +
                      counted(in.agreement.counts.analysed, "judgement", "judgements") + " of " +
                      entries_asked(in.agreement.counts) + " by " +
                      counted(judges_of(in.agreement).size(), "judge", "judges");
    if (in.facts.first) {
        const std::string first = to_string(*in.facts.first).substr(0, 10),
                          last = to_string(*in.facts.last).substr(0, 10);
        out += ", " + (first == last ? first : first + " to " + last);
    }
    return "<p class=sub>" + isolated(out) + "; preceptron " + escaped(in.origin.version) +
           "</p>\n";
}

} // namespace

built_page build_page(const page_input& in) {
    const analysis::report& r = in.agreement;
    constexpr std::size_t most_of_a_name = 30;
    const analysis::report named = with_names_of(r, most_of_a_name);
    const std::vector<std::string> judges = judges_of(r);
    const chart forest = forest_chart(r), confusion = confusion_chart(r),
                differences = bland_altman_chart(r), calibration = calibration_chart(r),
                bias = bias_chart(r), systems = system_chart(r),
                cost = cost_chart(r, costs_of(in.facts)), flow = flow_chart(r);
    const std::string answer = answer_section(in);
    std::string body = headline_section(in);
    body += chart_section("forest", "How closely, and how sure",
                          "Quadratic weighted kappa with its 95 % interval. A line in a shaded "
                          "band is what physicians reach among themselves, and its 95 % interval, "
                          "on the entries that several of them graded; a dashed line is what was "
                          "published for physicians on other entries. " +
                              few_cases_words(r),
                          forest, judges);
    body += detail_table("pairs", analysis::pairs_section(named));
    body += detail_table("physicians", analysis::physicians_section(named));
    body += detail_table("beside", analysis::ceiling_section(named));
    body += chart_section("confusion", "What judges gave where physicians gave what",
                          "Rows are the physician's grade, columns the judge's score, numbers are "
                          "entries; outlined cells agree where a step is one score. Right of the "
                          "outline the judge is lenient. "
                          "The stronger a colour, the larger the cell's share of its row, of the "
                          "entries with that grade: where a grade is rare, one entry is much. "
                          "Long scales are in steps: “from 4” holds what lies below the next one.",
                          confusion, judges);
    body += chart_section("differences", "How far they differ, over the scale (Bland–Altman)",
                          "Each dot is one or more entries: the larger, the more. Above 0, the "
                          "dotted line, the judge is lenient. Solid: mean difference. Dashed: "
                          "limits within which 95 % of differences are expected, shaded: the 95 % "
                          "intervals of these limits.",
                          differences, judges);
    body +=
        chart_section("calibration", "What a score stands for",
                      "The mean grade that physicians gave to the entries with each score. Below "
                      "the diagonal the judge gives more than physicians do.",
                      calibration, judges);
    body += chart_section(
        "bias", "Where the errors come from",
        "Mean of score less grade, in per cent of the scale; the lines are its 95 % "
        "intervals, by " +
            observations_of(r) + ". Groups of fewer than " + analysis::least_group(cases_known(r)) +
            " are not drawn. " + std::string(analysis::grades_are_uncertain) +
            " By the mean of grade and score that mostly cancels out.",
        bias, judges, bias_tables(r));
    body += chart_section(
        "systems", "Do judges rank who answered as physicians do?",
        "Each mark is one system or group of persons with at least " +
            grouped(analysis::least_system_entries) +
            " scored answers. A judge that keeps the order of the marks ranks as physicians do, "
            "even where it is off the diagonal.",
        systems, judges);
    body += detail_table("repeats", analysis::consistency_section(named));
    if (in.files.empty())
        body += cost_section(cost, judges);
    body += detail_table("published", analysis::published_section(named));
    body += chart_section("flow", "From entries to figures",
                          "What was left out on the way, and why.", flow, judges);
    if (in.files.empty())
        body += failures_section(in);
    body += detail_table("missing", analysis::missing_section(named));
    if (in.files.empty())
        body += disagreements_section(in) + run_section(in);
    body += methods_section(in);
    if (in.files.empty())
        body += prompts_section(in);
    body += references_section();

    built_page page;
    const std::string title =
        judges.size() == 1 ? "Can this judge be trusted?" : "Can these judges be trusted?";
    page.html = head(title, style_sheet()) + "<header><h1>" + title + "</h1>\n" + subtitle(in) +
                "</header>\n" + answer + contents_of(body) + body + "</main></body></html>\n";
    for (const chart* c :
         {&forest, &confusion, &differences, &calibration, &bias, &systems, &cost, &flow})
        if (!c->spec.empty())
            page.charts.push_back({c->name + ".vl.json", c->spec});
    return page;
}

} // namespace preceptron::report
