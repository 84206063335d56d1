#include "analysis/figures.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "report/html.hpp"
#include "report/judge_names.hpp"
#include "report/sections/page_sections.hpp"

#include <numbers>

namespace preceptron::report {

namespace {

// In per cent of the scale.
std::string scaled(const agreement::slope_estimate& s, double factor) {
    analysis::estimate e{"", s.value, s.interval, {}};
    if (s.value)
        e.value = agreement::defined(100 * factor * *s.value);
    if (s.interval)
        e.interval =
            agreement::between(100 * factor * s.interval->lo, 100 * factor * s.interval->hi);
    return analysis::with_interval(e, 1);
}

analysis::section own_family(const analysis::report& r) {
    analysis::section s{"",
                        {"judge", "family", "own answers", "others", "own less others [95 % CI]",
                         "at equal task, study and grade [95 % CI]"},
                        2,
                        {},
                        {}};
    const judge_names names(r);
    for (const analysis::judge_bias& b : r.bias) {
        if (!b.preference)
            continue;
        const agreement::self_preference& p = *b.preference;
        const bool enough = analysis::enough_for_figures(p.own, p.own_cases) &&
                            analysis::enough_for_figures(p.others, p.other_cases);
        s.rows.push_back({names(b.judge), printable(b.family, 60), grouped(p.own),
                          grouped(p.others), enough ? scaled(p.difference, 1) : analysis::no_figure,
                          enough ? scaled(p.adjusted, 1) : analysis::no_figure});
    }
    s.remarks.push_back("The judge's bias (score less grade) on answers of its own family less its "
                        "bias on the others, in % of the scale. Above 0 it is more lenient to its "
                        "own; with 0 in the interval the data do not show a difference. Families "
                        "are those of the configuration. Fewer than " +
                        grouped(analysis::least_group_entries) + " answers" +
                        (cases_known(r) ? " or " + grouped(analysis::least_group_cases) + " cases"
                                        : std::string()) +
                        " on either side: no figures.");
    s.remarks.emplace_back(analysis::grades_are_uncertain);
    return s;
}

analysis::section by_length(const analysis::report& r) {
    analysis::section s{
        "",
        {"judge", "for an answer twice as long [95 % CI]", "at equal grade [95 % CI]"},
        1,
        {},
        {}};
    const judge_names names(r);
    for (const analysis::judge_bias& b : r.bias)
        if (b.length.value || b.length_at_equal_grade.value)
            s.rows.push_back({names(b.judge), scaled(b.length, std::numbers::ln2),
                              scaled(b.length_at_equal_grade, std::numbers::ln2)});
    s.remarks.push_back(
        "By how much the bias changes with each doubling of the answer's characters, "
        "in % of the scale (a slope on the logarithm). Above 0 long answers are "
        "treated more leniently.");
    s.remarks.emplace_back(analysis::grades_are_uncertain);
    return s;
}

std::string titled(std::string_view title, const analysis::section& s) {
    return s.rows.empty() ? "" : "<h3>" + escaped(title) + "</h3>\n" + table(s);
}

} // namespace

std::string bias_tables(const analysis::report& r) {
    return titled("To its own family", own_family(r)) +
           titled("By length of the answer", by_length(r));
}

} // namespace preceptron::report
