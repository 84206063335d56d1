// Bias and published figures among the sections.
#include "analysis/figures.hpp"
#include "analysis/text/sections.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <numbers>

namespace preceptron::analysis {

namespace {

// "+1.2 [0.4, 2.0] % of the scale, more lenient".
std::string kindness(const agreement::slope_estimate& s) {
    const agreement::statistic in_per_cent = s.value ? agreement::defined(100 * *s.value) : s.value;
    if (!in_per_cent)
        return std::string(no_figure) + " (" + std::string(in_per_cent.undefined_reason) + ")";
    const std::string shown = signed_figure(in_per_cent, 1);
    std::string text = shown;
    if (s.interval)
        text += " " + limits({100 * s.interval->lo, 100 * s.interval->hi}, 1);
    text += " % of the scale";
    if (s.interval && s.interval->lo <= 0 && s.interval->hi >= 0)
        return text + ", and 0 is in the interval";
    if (std::stod(shown) == 0)
        return text;
    return text + (*s.value > 0 ? ", more lenient" : ", stricter") + " to its own family";
}

std::string preference_text(const judge_bias& b) {
    const agreement::self_preference& p = *b.preference;
    const std::string name = printable(b.judge) + " is of the family " + printable(b.family);
    const std::string own = counted(p.own, "answer", "answers"), others = grouped(p.others);
    if (!p.difference.value)
        return name + ": whether it is kinder to its own (" + own + ", others " + others +
               ") cannot be said: " + std::string(p.difference.value.undefined_reason) + ".";
    return name + ": its bias (score less grade) on its own family's " + own +
           " less that on the other " + others + ", with a 95 % interval " +
           (p.cases_known ? "by case" : "by entry") + ", is " + kindness(p.difference) +
           "; at equal task, study and grade " + kindness(p.adjusted) + ".";
}

} // namespace

namespace {

// A slope on ln(characters) as what becomes of the bias when an answer is twice as long.
std::string per_doubling(const agreement::slope_estimate& s) {
    const double factor = 100 * std::numbers::ln2;
    if (!s.value)
        return no_figure;
    return signed_figure(agreement::defined(factor * *s.value), 1) +
           (s.interval ? " " + limits({factor * s.interval->lo, factor * s.interval->hi}, 1) : "");
}

std::string length_text(const judge_bias& b) {
    return printable(b.judge) + ": for an answer twice as long the bias changes by " +
           per_doubling(b.length) + " % of the scale; at equal grade by " +
           per_doubling(b.length_at_equal_grade) + " %.";
}

} // namespace

section bias_section(const report& r) {
    section s{"Where the errors come from (score less grade, in % of the scale)",
              {"judge", "by", "group", "n", "cases", "bias", "MAE"},
              3,
              {},
              {}};
    for (const judge_bias& b : r.bias) {
        for (const auto& [by, groups] : b.groups)
            for (const agreement::group_error& g : groups) {
                const bool enough = enough_for_figures(g.n, g.cases);
                const auto scaled = [](const agreement::statistic& x) {
                    return x ? agreement::defined(100 * *x) : x;
                };
                estimate bias{"", scaled(g.bias), agreement::no_interval("none"), {}};
                if (g.bias_interval)
                    bias.interval =
                        agreement::between(100 * g.bias_interval->lo, 100 * g.bias_interval->hi);
                s.rows.push_back({printable(b.judge), by, printable(g.group), grouped(g.n),
                                  case_count(g.cases, g.cases_known),
                                  enough ? with_interval(bias, 1) : no_figure,
                                  enough ? figure(scaled(g.mean_absolute_error), 1) : no_figure});
            }
        if (b.preference)
            s.remarks.push_back(preference_text(b));
        if (b.length.value)
            s.remarks.push_back(length_text(b));
        s.says_what_is_missing = s.says_what_is_missing || b.without_maximum > 0;
        if (b.without_maximum > 0)
            s.remarks.push_back(
                printable(b.judge) + ": " +
                counted(b.without_maximum, "scored entry is", "scored entries are") +
                " not in this table: without a max_score, in a task without a "
                "scale of its own.");
    }
    if (!r.authors.empty())
        s.remarks.push_back("Authors, by the words of their names: " + text_of(r.authors) + ".");
    s.remarks.push_back("Groups of fewer than " + least_group(cases_known(r)) +
                        " are listed without figures. Intervals: jackknife-t, by " +
                        (cases_known(r) ? "case." : "entry."));
    s.remarks.push_back(std::string(grades_are_uncertain) +
                        " By \"mean\" is by the mean of grade and score instead, where that mostly "
                        "cancels out (Bland & Altman 1999), as in proportional_bias of --format "
                        "json --statistics all.");
    return s;
}

section published_section(const report& r) {
    section s{"Beside published figures (context, not the same entries)",
              {"task", "who", "n", "within tol., %", "QWK"},
              2,
              {},
              {}};
    for (const rated_cell& c : r.cells) {
        const published_figure* const physicians = r.published.physicians_on(c.task);
        if (!physicians)
            continue;
        if (c.published_way.size() == 2)
            s.rows.push_back({printable(c.task), printable(c.judge), grouped(c.n),
                              percent(c.published_way[0]), with_interval(c.published_way[1], 2)});
        if (&c != &r.cells.back() && (&c + 1)->task == c.task)
            continue;
        for (const published_figure& f : r.published.judges)
            if (f.task == c.task)
                s.rows.push_back({f.task, f.judge + ", published", grouped(f.n),
                                  fixed(100 * f.within_tolerance, 0), fixed(f.kappa, 2)});
        s.rows.push_back({physicians->task, "physicians, published", grouped(physicians->n),
                          fixed(100 * physicians->within_tolerance, 0),
                          fixed(physicians->kappa, 2)});
    }
    s.remarks.push_back(
        "Ours here computed the published way: scores rounded to whole points for QWK, " +
        grouped(published_way_replicates) +
        " resamples of rows. These intervals ignore cases and are too narrow.");
    s.remarks.push_back("Source: " + r.published.source);
    for (const std::string& caveat : r.published.caveats)
        s.remarks.push_back(caveat);
    return s;
}

} // namespace preceptron::analysis
