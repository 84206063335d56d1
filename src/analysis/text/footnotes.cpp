// The footnotes of headline_text.hpp.
#include "agreement/pair_statistics.hpp"
#include "agreement/resamples.hpp"
#include "agreement/table_statistic.hpp"
#include "analysis/figures.hpp"
#include "analysis/interval_method.hpp"
#include "analysis/text/headline_row.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/resampling.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace preceptron::analysis {

namespace {

// How often nominal 95 % intervals of QWK cover it with five cases, in simulation. An entry a
// method; others have never been tried.
constexpr std::pair<std::string_view, std::string_view> coverage_of_five_cases[] = {
    {"jackknife-t", "87"}, {"percentile", "60"}, {"bca", "66"}};

constexpr std::string_view method_of_verdicts = "jackknife-t";

bool has_row_of_few_cases(const report& r) {
    return has_headline_table(r) && std::ranges::any_of(r.cells, [](const rated_cell& c) {
               return c.n > 0 && c.sure_cases() < few_cases;
           });
}

bool has_verdict(const report& r, bool (*is_one)(const judge_beside_physicians&)) {
    return std::ranges::any_of(
        r.ceiling, [=](const task_ceiling& c) { return std::ranges::any_of(c.judges, is_one); });
}

bool has_interval(const judge_beside_physicians& j) {
    return j.kappa.interval || j.error.interval;
}

bool is_of_few_cases(const judge_beside_physicians& j) {
    return j.few_cases;
}

bool has_interval_of_few_cases(const judge_beside_physicians& j) {
    return j.few_cases && j.kappa.interval;
}

// Of the methods that the marked rows' QWK and the marked verdicts have.
std::string few_cases_note(const report& r) {
    std::string figures;
    for (const auto& [method, coverage] : coverage_of_five_cases)
        if ((method == method_of_verdicts && has_verdict(r, has_interval_of_few_cases)) ||
            std::ranges::any_of(r.cells, [&](const rated_cell& c) {
                const estimate* const e =
                    find(c.statistics, agreement::name_of(main_kappa(r.used)));
                return c.sure_cases() < few_cases && e && e->method.starts_with(method);
            }))
            figures += (figures.empty() ? "about " : ", ") + std::string(coverage) +
                       " % in "
                       "simulation (" +
                       std::string(method) + ", five cases)";
    const bool of_means = std::ranges::any_of(
        r.macro, [](const judge_macro& m) { return m.tasks > 1 && m.few_cases; });
    return few_cases_words(cases_known(r)) +
           (of_means ? ", beside a mean in one of its tasks at least" : "") +
           (figures.empty() ? "." : ": nominal 95 %, " + figures + ".");
}

// Of a judge's figures on a task, and of the differences of two judges on one. Empty: there are no
// intervals.
std::string methods_of_tasks(const report& r) {
    method_names methods;
    for (const rated_cell& cell : r.cells)
        for (const estimate& e : cell.statistics)
            methods.add(e);
    for (const judge_pair& pair : r.pairs)
        methods.add(pair.difference);
    return methods.text() +
           (methods.enumerated()
                ? "; enumerated up to " + grouped(agreement::resamples::most_clusters_enumerated) +
                      " cases"
                : "");
}

// Of means over several tasks and of leads in them; empty: there are none with an interval.
std::string_view method_of_means(const report& r) {
    for (const judge_macro& m : r.macro)
        for (const estimate& e : m.statistics)
            if (m.tasks > 1 && !e.method.empty())
                return e.method;
    for (const macro_difference& d : r.macro_differences)
        if (d.tasks > 1 && !d.difference.method.empty())
            return d.difference.method;
    return {};
}

// Intervals that are made in their own way, whatever the tasks' are.
std::string other_methods(const report& r) {
    std::string out;
    if (const std::string_view method = method_of_means(r); !method.empty())
        out = "means over tasks, and leads in them, " + std::string(method) +
              (method == across_tasks
                   ? " (a case that several tasks share is left out of all at once)"
                   : "");
    if (has_verdict(r, has_interval))
        out += (out.empty() ? "verdicts beside physicians " : "; verdicts beside physicians ") +
               std::string(method_of_verdicts);
    if (std::ranges::any_of(r.cells, [&](const rated_cell& c) {
            const estimate* const tau = find(c.statistics, "kendall_tau_b");
            const estimate* const error = find(c.statistics, "mae");
            return tau && error && tau->method == "jackknife-t" && !error->method.empty() &&
                   error->method != tau->method;
        }))
        out += std::string(out.empty() ? "" : "; ") +
               "rank correlations and macro_mae of scores of more than " +
               grouped(agreement::most_categories) + " values jackknife-t";
    return out;
}

} // namespace

std::vector<std::string> footnotes(const report& r) {
    std::vector<std::string> out;
    bool published = false, by_case = false, by_entry = false;
    for (const rated_cell& cell : r.cells) {
        by_case = by_case || cell.cases_known;
        by_entry = by_entry || !cell.cases_known;
        published = published || (has_headline_table(r) && shown_published(cell, r));
    }
    const std::string list = methods_of_tasks(r);
    const std::string how = "seed " + std::to_string(r.used.seed) + resampled_how(r);
    if (list.empty())
        out.push_back("Intervals of judges on tasks: there are none; " + how + ".");
    else
        out.push_back(
            std::string("Intervals: 95 %") + (by_entry && !by_case ? " (" : ", by case (") + list +
            "), " + how +
            (by_entry && !by_case ? "." : "; entries of one case count as one observation."));
    if (const std::string others = other_methods(r); !others.empty())
        out.push_back("Other intervals: " + others + ".");
    if (by_entry)
        out.push_back("(" + std::string(no_figure) +
                      "): no case ids: entries are taken as independent, so intervals may be too "
                      "narrow.");
    if (has_row_of_few_cases(r) || has_verdict(r, is_of_few_cases))
        out.push_back(few_cases_note(r));
    if (std::ranges::any_of(r.cells, [&](const rated_cell& c) {
            const estimate* const e = find(c.statistics, agreement::name_of(main_kappa(r.used)));
            return e && e->value && !e->interval;
        }))
        out.push_back("QWK without an interval: the data give none, for instance because the cases "
                      "do not differ; --format json has the reason.");
    const bool by_points = r.used.spacing == agreement::spacing::value;
    out.push_back(
        "QWK: quadratic weighted kappa, steps weighted by " +
        std::string(by_points ? "points" : "category, not by points, as scikit-learn has them") +
        "; of tasks whose entries have maxima of their own, of scores divided by max_score. Bias: "
        "mean of score less grade; positive is lenient.");
    if (!physicians_comparable(r.used))
        out.push_back("Physicians' QWK is by points, and so are verdicts: it is not shown beside "
                      "QWK by category.");
    if (physicians_comparable(r.used) && std::ranges::any_of(r.ceiling, [](const task_ceiling& c) {
            return c.physicians.quadratic_kappa.value.has_value();
        }))
        out.push_back("Physicians' QWK: of each two of them who graded at least " +
                      grouped(least_shared_entries) +
                      " of the same entries, on these, whose number stands beside it.");
    if (published)
        out.push_back("publ.: physician against physician as published (" + r.published.source +
                      "): other entries, of held-out cases, so not the same quantity.");
    return out;
}

} // namespace preceptron::analysis
