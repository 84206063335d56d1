// Physicians, and the judges beside them, among the sections.
#include "analysis/figures.hpp"
#include "analysis/text/sections.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"

#include <algorithm>

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

// Of both sections: what the dagger in a row says.
std::string few_cases_remark(const report& r, bool has_interval) {
    return few_cases_words(std::ranges::any_of(r.ceiling, &task_ceiling::cases_known)) +
           (has_interval ? std::string(too_narrow) : "") + ".";
}

std::string pairwise_kappa(const task_ceiling& c) {
    const agreement::pairwise_agreement& p = c.physicians;
    return with_interval(
        {"kappa.quadratic.value", p.quadratic_kappa, p.quadratic_kappa_interval, {}}, 3);
}

} // namespace

section physicians_section(const report& r) {
    section s{"Physicians among themselves",
              {"task", "physicians", "entries", "cases", "QWK [95 % CI]", "MAE", "in",
               "alpha [95 % CI]", "ICC(2,1)", "of entries"},
              1,
              {},
              {}};
    bool few = false, some_known = false, some_unknown = false;
    for (const task_ceiling& c : r.ceiling) {
        (c.cases_known ? some_known : some_unknown) = true;
        const agreement::pairwise_agreement& p = c.physicians;
        few = few || c.few_cases;
        s.rows.push_back({printable(c.task), grouped(c.compared), grouped(p.items),
                          case_count(p.cases, c.cases_known) + (c.few_cases ? few_cases_mark : ""),
                          pairwise_kappa(c), figure(p.mean_absolute_error, 2),
                          error_unit(c.normalised), with_interval(c.alpha, 2),
                          figure(c.complete_agreement, 2), grouped(c.complete_entries)});
    }
    if (s.rows.empty())
        return s;
    s.remarks.push_back(
        "QWK (by points) and MAE: of each two physicians who rated at least " +
        grouped(least_shared_entries) +
        " of the same entries, the mean, weighted by these. Alpha: Krippendorff's, interval, of "
        "all ratings. ICC(2,1): absolute agreement of single ratings, on the entries that all "
        "physicians rated, whose number stands behind it. Intervals of QWK are jackknife-t by " +
        std::string(!some_unknown ? "case."
                    : some_known
                        ? "case, and by entry where there are no case ids (—): these "
                          "entries are taken as independent, so intervals may be too narrow."
                        : "entry: no case ids, entries are taken as independent, so "
                          "intervals may be too narrow."));
    if (few)
        s.remarks.push_back(few_cases_remark(r, true));
    return s;
}

namespace {

std::vector<std::string> row_of(const task_ceiling& c, const judge_beside_physicians& j,
                                const settings& s) {
    std::string omega;
    for (const double w : j.by_distance.winning_rate)
        omega += (omega.empty() ? "" : "/") + fixed(w, 2);
    return {printable(c.task),
            printable(j.judge),
            grouped(j.kappa.raters),
            case_count(j.cases, j.cases_known) + (j.few_cases ? few_cases_mark : ""),
            figure(j.kappa.human, 3),
            figure(j.kappa.judge, 3),
            with_verdict_limits(j.kappa.difference, j.kappa.interval, s.margin),
            std::string(to_string(j.standing)),
            omega.empty() ? no_figure : omega,
            figure(j.by_distance.advantage, 2)};
}

void add_remarks_on(section& s, const task_ceiling& c) {
    const agreement::statistic& error = c.physicians.mean_absolute_error;
    s.remarks.push_back(printable(c.task) + ": " + physicians_of(c) + "; pairwise QWK by points " +
                        pairwise_kappa(c) + ", MAE " + figure(error, 2) +
                        (error ? std::string(" ") + error_unit(c.normalised) + "." : ".") +
                        (c.note.empty() ? "" : " " + c.note + ".") +
                        (c.cases_known ? "" : " No case ids: entries are taken as independent."));
    if (c.repeated > 0)
        s.remarks.push_back(grouped(c.repeated) + " further ratings of an entry by the same "
                                                  "physician were not used.");
    if (!c.off_scale.empty())
        s.remarks.push_back(counted(c.off_scale.size(), "physician's grade", "physicians' grades") +
                            " below or above the scores of the task left out.");
}

// How the figures come about, and what the columns' heads mean.
std::string rules(const settings& s) {
    return "Each physician, and the judge, against the mean of the other physicians (QWK by "
           "points). Intervals: jackknife-t by case, whatever --ci says; the physicians are taken "
           "as they are, not as a sample of physicians. Verdicts are not adjusted for their "
           "number. Non-inferior: the lower limit of the 95 % interval of judge less physician "
           "lies above -" +
           number_text(s.margin) +
           "; inferior: the upper limit lies below; else inconclusive. Superior: non-inferior, "
           "and the whole interval lies above 0. Physicians: those with at least " +
           grouped(least_shared_entries) +
           " entries that another and the judge rated, too. Alternative annotator test on squared "
           "distances: omega is the share of physicians the judge may replace at each epsilon, .5 "
           "passes; .2 is meant for experts. Its t test takes entries as independent, although "
           "those of a case are alike; --format json has the same p by cases (p_of_cases). Rho is "
           "the mean share of entries on which the judge is at least as near to the other "
           "physicians as the one it is compared with.";
}

} // namespace

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
            few = few || j.few_cases;
            few_interval = few_interval || (j.few_cases && j.kappa.interval);
            s.rows.push_back(row_of(c, j, r.used));
        }
        add_remarks_on(s, c);
    }
    s.remarks.push_back(rules(r.used));
    if (few)
        s.remarks.push_back(few_cases_remark(r, few_interval));
    return s;
}

} // namespace preceptron::analysis
