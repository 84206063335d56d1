#include "analysis/figures.hpp"
#include "analysis/headline_row.hpp"
#include "analysis/headline_text.hpp"
#include "core/grouped.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/missing_figures.hpp"
#include "report/page_sections.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace preceptron::report {

namespace {

void add_new(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end())
        names.push_back(name);
}

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
    analysis::section main{"",
                           {"task", "judge", "scored (cases)", "QWK [95 % CI]", "within tol., %",
                            "MAE, points [95 % CI]", "bias", "physicians' QWK"},
                           2,
                           {},
                           analysis::footnotes(r)};
    std::map<std::string, std::vector<std::string>> tolerances;
    analysis::section own{
        "", {"task", "judge", "Cohen's kappa", "Pearson's r", "MAE, points"}, 2, {}, {}};
    const judge_names names(r);
    for (const analysis::rated_cell& cell : r.cells) {
        const analysis::headline_row row = analysis::row_of(cell, r, false);
        std::string scored = row.scored;
        if (const std::string_view mark = analysis::few_cases_mark;
            !kappa_of(cell, r).value && scored.ends_with(mark))
            scored.resize(scored.size() - mark.size());
        main.rows.push_back({row.task, names(cell.judge), scored, row.kappa, row.within, row.error,
                             row.bias, row.physicians});
        if (!cell.tolerance.empty())
            add_new(tolerances[cell.tolerance], row.task);
        own.rows.push_back({row.task, names(cell.judge), row.cohen, row.pearson, row.mae});
    }
    std::ranges::move(missing_figures(r), std::back_inserter(main.remarks));
    for (const auto& [tolerance, tasks] : tolerances)
        main.remarks.push_back("Tolerance of " + joined(tasks) + ": " + tolerance + ".");
    return "<section id=headline><h2>Agreement with physicians</h2>\n" +
           table(main, "By task and judge") + table(averages(r), "Means over tasks") +
           table_behind(analysis::title_of_points, own) + "</section>\n";
}

} // namespace preceptron::report
