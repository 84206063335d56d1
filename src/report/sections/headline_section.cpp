#include "analysis/figures.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"
#include "core/grouped.hpp"
#include "core/listed.hpp"
#include "report/charts/chart.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/missing_figures.hpp"
#include "report/sections/page_sections.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace preceptron::report {

namespace {

analysis::section averages(const analysis::report& r) {
    analysis::section s{
        "", {"judge", "tasks", "cases", "mean QWK over tasks [95 % CI]"}, 1, {}, {}};
    const bool errors = analysis::compares_errors(r.used);
    if (errors)
        for (const char* const head : {"mean MAE over tasks [95 % CI]", "in"})
            s.heads.emplace_back(head);
    bool few = false;
    const judge_names names(r);
    for (const analysis::judge_macro& m : r.macro) {
        if (m.statistics.empty())
            continue;
        few = few || m.few_cases;
        s.rows.push_back({names(m.judge), grouped(m.tasks),
                          analysis::case_count(m.cases, m.cases_known) +
                              (m.few_cases ? analysis::few_cases_mark : ""),
                          analysis::with_interval(m.statistics[0], 3)});
        if (const analysis::estimate* const e = analysis::find(m.statistics, "mae"); errors && e) {
            s.rows.back().push_back(analysis::error_with_interval(*e, m.errors_of_scale, 3));
            s.rows.back().push_back(e->value ? analysis::error_unit(m.errors_of_scale)
                                             : analysis::no_figure);
        }
    }
    s.remarks.push_back("Cases: each once, however many of the tasks have it.");
    if (few)
        s.remarks.push_back(analysis::few_cases_words(cases_known(r)) +
                            " in one of the tasks at least.");
    return s;
}

} // namespace

std::string headline_section(const page_input& in) {
    const analysis::report& r = in.agreement;
    analysis::section main = analysis::agreement_section(r), points = analysis::points_section(r);
    main.remarks = analysis::footnotes(r);
    points.heads.back() = "MAE, points";
    std::map<std::string, std::vector<std::string>> tolerances;
    const judge_names names(r);
    for (std::size_t i = 0; i < r.cells.size(); ++i) {
        const analysis::rated_cell& cell = r.cells[i];
        main.rows[i][1] = points.rows[i][1] = names(cell.judge);
        std::string& scored = main.rows[i][2];
        if (const std::string_view mark = analysis::few_cases_mark;
            !kappa_of(cell, r).value && scored.ends_with(mark))
            scored.resize(scored.size() - mark.size());
        if (!cell.tolerance.empty())
            add_new(tolerances[cell.tolerance], main.rows[i][0]);
    }
    std::ranges::move(missing_figures(r), std::back_inserter(main.remarks));
    for (const auto& [tolerance, tasks] : tolerances)
        main.remarks.push_back("Tolerance of " + joined(tasks, ", ") + ": " + tolerance + ".");
    return "<section id=headline><h2>Agreement with physicians</h2>\n" +
           table(main, "By task and judge") + table(averages(r), "Means over tasks") +
           table_behind(points.title, points) + "</section>\n";
}

} // namespace preceptron::report
