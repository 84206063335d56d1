#include "report/sections/statistics_sentences.hpp"

#include "agreement/paired.hpp"
#include "agreement/resamples.hpp"
#include "analysis/interval_method.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"

#include <algorithm>
#include <iterator>

namespace preceptron::report {

namespace {

std::string observation_sentence(const analysis::report& r) {
    const auto known = std::ranges::count_if(r.cells, &analysis::rated_cell::cases_known);
    if (known == std::ssize(r.cells))
        return "Entries of one case count as one observation";
    return std::string(known > 0
                           ? "Entries of one case count as one observation; tasks without case "
                             "ids have each entry for one"
                           : "Without case ids each entry counts as one observation, and is what "
                             "is called a "
                             "case here") +
           ", so that intervals may be too narrow";
}

std::string interval_words(const analysis::settings& s) {
    using analysis::interval_choice;
    const std::string jackknife = "cluster-jackknife t (C - 1 degrees of freedom)",
                      bca = "bias-corrected accelerated bootstrap of cases (percentile where the "
                            "correction does not exist)",
                      rest = s.intervals == interval_choice::jackknife_t ? jackknife
                             : s.intervals == interval_choice::bca
                                 ? bca
                                 : "percentile bootstrap of cases";
    const bool automatic = s.intervals == interval_choice::automatic;
    return "intervals of a judge on a task, and of two judges' difference on one, are " +
           (automatic ? jackknife + " with fewer than " + grouped(analysis::cases_for_bootstrap) +
                            " cases and " + bca + " from there"
                      : rest) +
           "; of the rank correlation of systems, " + rest +
           " (choice: " + std::string(analysis::to_string(s.intervals)) + "; seed " +
           std::to_string(s.seed) + ", " + grouped(s.replicates) +
           " replicates; all resamples enumerated up to " +
           grouped(agreement::resamples::most_clusters_enumerated) +
           " cases). Averages over tasks are "
           "unweighted means; over several tasks they, and judges' differences, have intervals by "
           "cluster-jackknife t with Satterthwaite's degrees of freedom, a case that several tasks "
           "share being left out of all of them at once, and none where the cases of a task do not "
           "differ. Bias by group, slopes, judges beside physicians, and physicians' kappa have "
           "cluster-jackknife t intervals. ";
}

} // namespace

std::string agreement_sentences(const analysis::report& r) {
    const analysis::settings& s = r.used;
    std::string out =
        "Agreement is quadratic weighted kappa (QWK) with weights spaced by " +
        std::string(s.spacing == agreement::spacing::value
                        ? "points, which then equals Lin's concordance"
                        : "category") +
        "; of tasks whose entries have maxima of their own, "
        "of "
        "scores divided by the maximum. " +
        observation_sentence(r) + ": " + interval_words(s) +
        "Judges are compared on entries both "
        "scored, by the difference of " +
        (analysis::compares_errors(s)
             ? "mean absolute error in shares of the maximum (in points where an "
               "entry has none)"
             : "QWK") +
        ", with exchanges of whole cases (exact up to " + grouped(agreement::most_cases_exact) +
        " cases) and Holm's adjustment within a "
        "task. "
        "Missing scores are left out and counted; set as far from the grade as the scale allows, "
        "they bound mean absolute error and exact agreement, though not QWK. Of repeats the " +
        std::string(analysis::to_string(s.repeats)) + " is used. " +
        std::string(analysis::grades_are_uncertain);
    if (!s.split.empty())
        out += " " + grouped(r.counts.development) + " entries of development cases were left out.";
    if (!r.ceiling.empty())
        out +=
            " A judge and each physician were compared with the mean of the other physicians; a "
            "judge is called non-inferior when the lower limit of the 95 % interval of the "
            "difference in QWK by points lies above -" +
            number_text(s.margin) +
            ". These intervals leave out cases and take the physicians as fixed: they say nothing "
            "of other physicians. Verdicts are not adjusted for the number of judges and tasks.";
    return out;
}

std::string yield_sentence(const analysis::flow& f) {
    const std::string eligible = counted(f.eligible, "eligible entry", "eligible entries"),
                      scored = grouped(f.analysed) + " had a score";
    std::string asked = counted(f.asked(), "judgement", "judgements");
    if (f.asked() == f.judgements)
        asked += " of " + eligible;
    else if (f.entries_asked && *f.entries_asked < f.eligible)
        asked += " that " + std::string(f.asked() == 1 ? "was" : "were") + " asked for, of " +
                 grouped(*f.entries_asked) + " of " + eligible;
    else
        asked += " that " + std::string(f.asked() == 1 ? "was" : "were") +
                 " asked for, not of each judge the same entries, of " + eligible;
    return " Of " + asked + ", " + scored +
           (f.unfinished() ? "; " + grouped(f.still_to_come) + " were still to come." : ".");
}

} // namespace preceptron::report
