// Physicians, bias, and published figures among the sections.
#include "analysis/figures.hpp"
#include "analysis/sections.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"

#include <numbers>

namespace preceptron::analysis {

namespace {

std::string physicians_of(const task_ceiling& c) {
    std::string text = counted(c.compared, "physician", "physicians") + " compared, " +
                       counted(c.shared_entries, "entry", "entries") + " with two or more ratings";
    if (const std::size_t others = c.raters.size() - c.compared; others > 0)
        text += " (" + counted(others, "further physician", "further physicians") +
                " rated fewer than " + grouped(least_shared_entries) +
                " entries that another rated, too)";
    return text;
}

} // namespace

section physicians_section(const report& r) {
    section s{"Physicians among themselves",
              {"task", "physicians", "entries", "cases", "QWK [95 % CI]", "MAE", "in",
               "alpha [95 % CI]", "ICC(2,1)", "of entries"},
              1,
              {},
              {}};
    bool few = false;
    for (const task_ceiling& c : r.ceiling) {
        const agreement::pairwise_agreement& p = c.physicians;
        few = few || c.few_cases;
        s.rows.push_back(
            {printable(c.task), grouped(c.compared), grouped(p.items),
             case_count(p.cases, c.cases_known) + (c.few_cases ? few_cases_mark : ""),
             with_interval(
                 {"kappa.quadratic.value", p.quadratic_kappa, p.quadratic_kappa_interval, {}}, 3),
             figure(p.mean_absolute_error, 2), error_unit(c.normalised), with_interval(c.alpha, 2),
             figure(c.complete_agreement, 2), grouped(c.complete_entries)});
    }
    if (s.rows.empty())
        return s;
    s.remarks.push_back(
        "QWK (by points) and MAE: of each two physicians who rated at least " +
        grouped(least_shared_entries) +
        " of the same entries, the mean, weighted by these. Alpha: Krippendorff's, interval, of "
        "all "
        "ratings. ICC(2,1): absolute agreement of single ratings, on the entries that all "
        "physicians "
        "rated, whose number stands behind it. Intervals of QWK are jackknife-t by case.");
    if (few)
        s.remarks.push_back(
            few_cases_words(std::ranges::any_of(r.ceiling, &task_ceiling::cases_known)) +
            std::string(too_narrow) + ".");
    return s;
}

section ceiling_section(const report& r) {
    section s{"Beside the physicians",
              {"task", "judge", "physicians", "cases", "physician's", "judge's",
               "difference [95 % CI]", "standing", "omega .1/.15/.2", "rho"},
              2,
              {},
              {}};
    bool few = false, few_interval = false;
    for (const task_ceiling& c : r.ceiling) {
        for (const judge_beside_physicians& j : c.judges) {
            std::string omega;
            for (const double w : j.by_distance.winning_rate)
                omega += (omega.empty() ? "" : "/") + fixed(w, 2);
            few = few || j.few_cases;
            few_interval = few_interval || (j.few_cases && j.kappa.interval);
            s.rows.push_back(
                {printable(c.task), printable(j.judge), grouped(j.kappa.raters),
                 case_count(j.cases, j.cases_known) + (j.few_cases ? few_cases_mark : ""),
                 figure(j.kappa.human, 3), figure(j.kappa.judge, 3),
                 with_verdict_limits(j.kappa.difference, j.kappa.interval, r.used.margin),
                 std::string(to_string(j.standing)), omega.empty() ? no_figure : omega,
                 figure(j.by_distance.advantage, 2)});
        }
        s.remarks.push_back(
            printable(c.task) + ": " + physicians_of(c) + "; pairwise QWK by points " +
            with_interval({"kappa.quadratic.value",
                           c.physicians.quadratic_kappa,
                           c.physicians.quadratic_kappa_interval,
                           {}},
                          3) +
            ", MAE " + figure(c.physicians.mean_absolute_error, 2) +
            (c.physicians.mean_absolute_error ? std::string(" ") + error_unit(c.normalised) + "."
                                              : ".") +
            (c.note.empty() ? "" : " " + c.note + ".") +
            (c.cases_known ? "" : " No case ids: entries are taken as independent."));
        if (c.repeated > 0)
            s.remarks.push_back(grouped(c.repeated) + " further ratings of an entry by the same "
                                                      "physician were not used.");
        if (!c.off_scale.empty())
            s.remarks.push_back(
                counted(c.off_scale.size(), "physician's grade", "physicians' grades") +
                " below or above the scores of the task left out.");
    }
    s.remarks.push_back(
        "Each physician, and the judge, against the mean of the other physicians (QWK by points). "
        "Intervals: jackknife-t by case, whatever --ci says; the physicians are taken as they are, "
        "not as a sample of physicians. Verdicts are not adjusted for their number. "
        "Non-inferior: "
        "the lower limit of the 95 % interval of judge less physician lies above -" +
        number_text(r.used.margin) +
        "; inferior: the "
        "upper limit lies below; else inconclusive. Superior: non-inferior, and the whole interval "
        "lies above 0. Physicians: those with at least " +
        grouped(least_shared_entries) +
        " entries that another and the judge rated, too. Alternative annotator test on squared "
        "distances: omega is the share of physicians the judge may replace at each epsilon, .5 "
        "passes; .2 is meant for experts. Its t test takes entries as independent, although those "
        "of a "
        "case are alike; --format json has the same p by cases (p_of_cases). Rho is the mean share "
        "of "
        "entries on which the judge is at least as near to the other physicians as the one it is "
        "compared with.");
    if (few)
        s.remarks.push_back(
            few_cases_words(std::ranges::any_of(r.ceiling, &task_ceiling::cases_known)) +
            (few_interval ? std::string(too_narrow) : "") + ".");
    return s;
}

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
