#include "analysis/human_ceiling.hpp"

#include "agreement/alpha.hpp"
#include "agreement/icc.hpp"
#include "analysis/figures.hpp"
#include "analysis/named_cases.hpp"
#include "analysis/rated_cell.hpp"
#include "analysis/table_estimates.hpp"
#include "core/grouped.hpp"
#include "core/json_text.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace preceptron::analysis {

using namespace agreement;

namespace {

// Whether the maxima differ of the entries that these figures are of: those that raters alone
// graded are among them.
bool maxima_differ(const task_ratings& r, const std::vector<long_rating>& ratings,
                   const std::map<std::string, std::size_t>& row_of) {
    task_ratings seen;
    seen.grades = r.grades;
    seen.max_scores = r.max_scores;
    for (const long_rating& each : ratings)
        if (const auto found = row_of.find(each.item); found != row_of.end() && each.grade)
            seen.grades[found->second] = each.grade;
    return scales_differ(seen);
}

// Ratings of this task's entries, with the task's own case ids where it has them, in its unit.
rated_items items_of(const results::rated_task& task, const task_scale& scale,
                     const std::vector<long_rating>& ratings, const settings& s, bool normalise,
                     const std::map<std::string, std::size_t>& row_of, task_ceiling& out) {
    const task_ratings& r = task.ratings;
    const bool given = !s.scale.empty() && !normalise;
    std::vector<long_rating> own;
    for (long_rating each : ratings) {
        const auto found = row_of.find(each.item);
        if (found == row_of.end())
            continue;
        const rating max_score = r.max_scores.empty() ? rating() : r.max_scores[found->second];
        const score_ends ends =
            given ? score_ends{s.scale.front(), s.scale.back()} : ends_of(scale, max_score);
        if (each.grade && !ends.hold(*each.grade)) {
            out.off_scale.push_back(std::move(each.item));
            continue;
        }
        if (!r.case_ids.empty() && !r.case_ids[found->second].empty())
            each.case_id = r.case_ids[found->second];
        if (normalise) {
            if (!max_score || !(*max_score > 0))
                continue;
            if (each.grade)
                *each.grade /= *max_score;
        }
        own.push_back(std::move(each));
    }
    return arrange(own, &out.repeated);
}

// Entries with a rating of this physician and of another.
std::size_t shared_by(const rated_items& items, std::size_t rater) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < items.matrix.items(); ++i)
        n += items.matrix.at(i, rater) && items.matrix.ratings_of(i) > 1;
    return n;
}

void count_physicians(task_ceiling& out, const rated_items& items) {
    out.entries = items.items.size();
    for (std::size_t i = 0; i < items.matrix.items(); ++i)
        out.shared_entries += items.matrix.ratings_of(i) > 1;
    out.raters = items.raters;
    for (std::size_t rater = 0; rater < out.raters.size(); ++rater)
        if (shared_by(items, rater) >= least_shared_entries)
            ++out.compared;
        else
            out.left_out.push_back(out.raters[rater]);
}

// Fewer than an interval needs of the `cases` that rows stand on. Where some entries name their
// case, who knows of which one another is.
template<typename Rows> // with `items`, the numbers of their rows' items
bool are_few(std::size_t cases, const std::vector<Rows>& rows, const rated_items& items) {
    if (std::ranges::all_of(items.case_ids, &std::string::empty))
        return cases < few_cases;
    std::set<std::size_t> unnamed;
    for (const Rows& each : rows)
        for (const std::size_t i : each.items)
            if (items.case_ids[i].empty())
                unnamed.insert(i);
    return cases - unnamed.size() < few_cases;
}

// Of the judges whose test is weak; of all of them without names.
std::string weak_test_note(const std::vector<judge_beside_physicians>& judges) {
    std::string names;
    std::size_t weak = 0;
    for (const judge_beside_physicians& j : judges)
        if (const std::size_t used = j.by_distance.raters.size(); used > 0 && used < 3) {
            names += (names.empty() ? "" : ", ") + printable(j.judge);
            ++weak;
        }
    if (weak == 0)
        return {};
    return "Fewer than three physicians" + (weak == judges.size() ? "" : " beside " + names) +
           ": the alternative annotator test is weak";
}

} // namespace

task_ceiling find_ceiling(const results::rated_task& task, const task_scale& scale,
                          const std::vector<long_rating>& ratings, const settings& s) {
    std::map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < task.ids.size(); ++i)
        row_of[task.ids[i]] = i;
    const bool normalise = maxima_differ(task.ratings, ratings, row_of);
    const task_ratings unit = normalise ? normalised(task.ratings) : task.ratings;
    task_ceiling out;
    out.task = task.ratings.task;
    out.normalised = normalise;
    const rated_items items = items_of(task, scale, ratings, s, normalise, row_of, out);
    count_physicians(out, items);
    if (out.entries == 0)
        return out;
    for (std::size_t i = 0; i < items.items.size(); ++i)
        out.ungraded +=
            items.matrix.ratings_of(i) > 0 && !task.ratings.grades[row_of.at(items.items[i])];
    out.cases_known = !std::ranges::all_of(items.case_ids, &std::string::empty);
    const case_numbering cases = number_cases(items.case_ids, items.items.size());
    out.cases = cases.count;
    const std::vector<rater_pair> of_physicians = rater_pairs(items, cases, least_shared_entries);
    out.physicians = summarise(of_physicians);
    out.few_cases = out.physicians.pairs > 0 && are_few(out.physicians.cases, of_physicians, items);
    case_totals totals(cases.count, alpha_columns);
    add_alpha_totals(totals, 0, items.matrix, cases.of_row);
    out.alpha =
        estimate_totals({"alpha.interval", krippendorff_alpha(items.matrix, measurement::interval),
                         totals, alpha_of_totals},
                        by_named_cases(items.case_ids, s), out.task);
    out.components = fit_variance_components(items.matrix);
    const rating_matrix complete = items.matrix.complete_items();
    out.complete_entries = complete.items();
    out.complete_agreement = intraclass_correlations(complete)[1].estimate;
    constexpr double thresholds[] = {0.1, 0.15, 0.2};
    for (const judge_scores& judge : unit.judges) {
        std::vector<rating> scores;
        for (const std::string& item : items.items)
            scores.push_back(judge.scores[row_of.at(item)]);
        const auto raters = leave_one_rater_out(items, scores, cases, least_shared_entries);
        judge_beside_physicians& j = out.judges.emplace_back();
        j.judge = judge.judge;
        j.scored =
            items.items.size() - static_cast<std::size_t>(std::ranges::count(scores, rating()));
        if (raters.empty())
            for (const left_out_rater& few : leave_one_rater_out(items, scores, cases, 1))
                j.shared = std::max(j.shared, few.items.size());
        j.kappa = compare(raters, {table_statistic::kappa_quadratic_value});
        j.cases = j.kappa.cases;
        j.few_cases = j.kappa.difference && are_few(j.cases, raters, items);
        j.cases_known = out.cases_known;
        j.error = compare(raters, {table_statistic::mae});
        if (j.kappa.difference)
            j.standing = judge_by_margin(j.kappa.interval, s.margin);
        for (auto [into, measure] :
             {std::pair{&j.by_accuracy, fit::accuracy}, {&j.by_distance, fit::negative_rmse}})
            *into = alternative_annotator(items, scores, cases, measure, thresholds,
                                          least_shared_entries);
    }
    out.note = weak_test_note(out.judges);
    return out;
}

std::string too_few_shared(const judge_beside_physicians& judge) {
    return judge.scored == 0 || judge.shared == 0 || judge.shared >= least_shared_entries
               ? ""
               : " (" + counted(judge.shared, "entry", "entries") + ")";
}

std::string why_not_compared(const judge_beside_physicians& judge) {
    if (judge.scored == 0)
        return "no score";
    const std::string why(judge.kappa.difference.undefined_reason);
    return too_few_shared(judge).empty() ? why
                                         : why + " (" + grouped(least_shared_entries) + " needed)";
}

std::string stands_on(const judge_beside_physicians& judge) {
    return counted(judge.kappa.raters, "physician", "physicians") + ", " +
           counted(judge.kappa.items, "entry", "entries") + ", " +
           (judge.cases_known ? counted(judge.cases, "case", "cases") : "no case ids") +
           (judge.few_cases ? few_cases_mark : "");
}

std::string verdict(const judge_beside_physicians& judge, const settings& s) {
    const beside_humans& k = judge.kappa;
    const std::string name = printable(judge.judge);
    if (!k.difference)
        return name + ": no verdict" + too_few_shared(judge) + ": " + why_not_compared(judge) + ".";
    const std::string interval =
        k.interval ? " " + verdict_limits(*k.interval, s.margin)
                   : " (no interval: " + std::string(k.interval.undefined_reason) + ")";
    const std::string margin = number_text(s.margin);
    std::string words;
    switch (judge.standing) {
    case standing::superior:
        words = "agrees with the other physicians better than a physician does";
        break;
    case standing::non_inferior:
        words = "is as good as a physician, within the margin of " + margin;
        break;
    case standing::inconclusive:
        words = "cannot be called as good as a physician, nor worse by more than " + margin +
                ": the data do not decide";
        break;
    case standing::not_compared: // has no difference
        break;
    case standing::inferior:
        words = "is worse than a physician by more than the margin of " + margin;
        break;
    }
    return name + " " + words + " (" + std::string(to_string(judge.standing)) +
           "): " + (physicians_comparable(s) ? "" : "by points, ") + "judge " + fixed(*k.judge, 3) +
           ", physician " + fixed(*k.human, 3) + ", difference " + signed_figure(k.difference, 3) +
           interval + "; " + stands_on(judge) + ".";
}

} // namespace preceptron::analysis
