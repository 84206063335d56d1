#include "report/report_page.hpp"

#include "analysis/text/sections.hpp"
#include "core/base64.hpp"
#include "core/grouped.hpp"
#include "core/hash.hpp"
#include "core/printable.hpp"
#include "report/charts/bias_chart.hpp"
#include "report/charts/bland_altman_chart.hpp"
#include "report/charts/calibration_chart.hpp"
#include "report/charts/chart_readings.hpp"
#include "report/charts/confusion_chart.hpp"
#include "report/charts/cost_chart.hpp"
#include "report/charts/figure.hpp"
#include "report/charts/flow_chart.hpp"
#include "report/charts/forest_chart.hpp"
#include "report/charts/system_chart.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/page_sections.hpp"
#include "report/style.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

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

std::string detail_table(std::string_view id, const analysis::section& s) {
    if (s.rows.empty())
        return {};
    constexpr std::size_t screen = 15;
    return "<section id=" + std::string(id) + "><h2>" + escaped(s.title) + "</h2>\n" +
           (s.rows.size() <= screen ? table(s)
                                    : table_behind("All " + grouped(s.rows.size()) + " rows", s)) +
           "</section>\n";
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
    return "<p class=sub>" + in_our_words(out) + "; preceptron " + escaped(in.origin.version) +
           "</p>\n";
}

struct page_charts {
    chart forest, confusion, differences, calibration, bias, systems, cost, flow;
};

// All sections but the answer, in the order of reading. Of ratings files nobody knows how they came
// about.
std::string body_of(const page_input& in, const page_charts& charts) {
    const analysis::report& r = in.agreement;
    const analysis::report named = with_names_of(r);
    std::string body = headline_section(in);
    body += forest_section(charts.forest, r);
    body += detail_table("pairs", analysis::pairs_section(named));
    body += detail_table("physicians", analysis::physicians_section(named));
    body += detail_table("beside", analysis::ceiling_section(named));
    body += confusion_section(charts.confusion, r);
    body += differences_section(charts.differences, r);
    body += calibration_section(charts.calibration, r);
    body += bias_section(charts.bias, r);
    body += systems_section(charts.systems, r);
    body += detail_table("repeats", analysis::consistency_section(named));
    if (in.files.empty())
        body += cost_section(charts.cost, r);
    body += detail_table("published", analysis::published_section(named));
    body += flow_section(charts.flow, r);
    if (in.files.empty())
        body += failures_section(in);
    body += detail_table("missing", analysis::missing_section(named));
    if (in.files.empty())
        body += disagreements_section(in) + run_section(in);
    body += methods_section(in);
    if (in.files.empty())
        body += prompts_section(in);
    body += references_section();
    return body;
}

} // namespace

built_page build_page(const page_input& in) {
    const analysis::report& r = in.agreement;
    const page_charts charts{forest_chart(r),
                             confusion_chart(r),
                             bland_altman_chart(r),
                             calibration_chart(r),
                             bias_chart(r),
                             system_chart(r),
                             cost_chart(r, costs_of(in.facts)),
                             flow_chart(r)};
    const std::string body = body_of(in, charts);
    built_page page;
    const std::string title =
        judges_of(r).size() == 1 ? "Can this judge be trusted?" : "Can these judges be trusted?";
    page.html = head(title, style_sheet()) + "<header><h1>" + title + "</h1>\n" + subtitle(in) +
                "</header>\n" + answer_section(in) + contents_of(body) + body +
                "</main></body></html>\n";
    for (const chart* c :
         {&charts.forest, &charts.confusion, &charts.differences, &charts.calibration, &charts.bias,
          &charts.systems, &charts.cost, &charts.flow})
        if (!c->spec.empty()) {
            page.charts.push_back(
                {c->name + ".svg", figure_svg(*c, judges_of(r), reading_of(*c, r))});
            page.charts.push_back({c->name + ".vl.json", c->spec});
        }
    return page;
}

} // namespace preceptron::report
