#include "analysis/analysis.hpp"

#include "agreement/case_sums.hpp"
#include "agreement/pairs.hpp"
#include "analysis/named_cases.hpp"
#include "analysis/rater_entries.hpp"
#include "analysis/rater_names.hpp"
#include "analysis/resampling.hpp"
#include "analysis/screening.hpp"
#include "analysis/table_estimates.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>

namespace preceptron::analysis {

using agreement::task_ratings;

namespace {

std::size_t count_of(const std::map<std::string, std::size_t>& counts, std::string_view name) {
    const auto found = counts.find(std::string(name));
    return found == counts.end() ? 0 : found->second;
}

} // namespace

std::size_t flow::asked() const {
    return judgements - count_of(missing, results::not_asked);
}

std::string flow::unfinished_part() const {
    const std::string whole = grouped(still_to_come) + " of " +
                              counted(asked(), "judgement is", "judgements are") + " still to come";
    if (repeats_to_come == 0)
        return whole;
    return still_to_come > 0
               ? whole + ", and repeats of " + counted(repeats_to_come, "other", "others")
               : "repeats of " + grouped(repeats_to_come) + " of " +
                     counted(asked(), "judgement", "judgements") + " are still to come";
}

std::string flow::asked_part() const {
    if (!entries_asked)
        return grouped(asked()) + " of " + grouped(judgements) +
               " judgements were asked for: the figures are of these";
    if (*entries_asked == could_be_asked)
        return {};
    if (*entries_asked == 0)
        return "none of the " + grouped(could_be_asked) +
               " graded entries was given to these judges";
    return grouped(*entries_asked) + " of " + grouped(could_be_asked) +
           " graded entries were given to the judges: the figures are of these";
}

namespace {

std::vector<bool> asked_of(const task_ratings& r, std::size_t judge) {
    std::vector<bool> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back(r.grades[i] && (r.judges[judge].scores[i] || !r.is_unasked(judge, i)));
    return out;
}

// How many graded entries of a task were asked: nothing where one judge was asked others than
// another. A judge that was kept to other tasks does not count.
std::optional<std::size_t> entries_asked(const task_ratings& r) {
    std::size_t n = 0;
    std::vector<bool> first;
    for (std::size_t j = 0; j < r.judges.size(); ++j) {
        const std::vector<bool> asked = asked_of(r, j);
        const auto count = static_cast<std::size_t>(std::ranges::count(asked, true));
        if (count == 0)
            continue;
        if (n > 0 && asked != first)
            return std::nullopt;
        n = count;
        first = asked;
    }
    return n;
}

flow count(const results::ratings& all, const task_scales& scales) {
    flow f;
    f.entries = all.entries;
    f.ungraded = all.ungraded;
    f.bad_grades = all.bad_grades;
    f.ungraded_unjudged = all.ungraded_unjudged;
    f.development = all.development;
    for (const results::rated_task& t : all.tasks) {
        const auto graded = static_cast<std::size_t>(std::ranges::count_if(
            t.ratings.grades, [](const auto& grade) { return grade.has_value(); }));
        f.eligible += graded;
        const auto asked = entries_asked(t.ratings);
        f.entries_asked =
            f.entries_asked && asked ? std::optional(*f.entries_asked + *asked) : std::nullopt;
        f.judgements += graded * t.ratings.judges.size();
        for (std::size_t j = 0; j < t.ratings.judges.size(); ++j) {
            for (const auto& [why, n] : results::missing_by_class(t, j))
                f.missing[why] += n;
            const results::entries_to_ask open = results::still_to_ask(t, j);
            f.still_to_come += open.whole;
            f.repeats_to_come += open.repeat;
            f.only_later_repeats += results::with_later_scores_only(t, j);
        }
    }
    f.could_be_asked = f.eligible;
    for (const auto& [task, n] : all.unknown_tasks)
        if (scales.contains(task)) { // a run of some tasks left it out
            f.could_be_asked += n;
            f.not_selected[task] = n;
        } else {
            f.unknown_tasks[task] = n;
        }
    f.analysed = f.judgements;
    for (const auto& [why, n] : f.missing)
        f.analysed -= n;
    return f;
}

void add_systems(report& out, const task_ratings& unit) {
    if (unit.models.empty())
        return;
    for (std::size_t j = 0; j < unit.judges.size(); ++j) {
        std::vector<std::string> models;
        for (std::size_t i = 0; i < unit.size(); ++i)
            if (unit.grades[i] && unit.judges[j].scores[i])
                models.push_back(unit.models[i]);
        system_agreement s{unit.judges[j].judge, unit.task, {}, {}, {}, {}};
        const agreement::pairs p = agreement::complete_pairs(unit, j);
        for (auto& mean : agreement::system_means(p, models))
            if (mean.n >= least_system_entries && !mean.system.empty())
                s.systems.push_back(std::move(mean));
        if (s.systems.size() < 2)
            continue;
        s.ranking = agreement::rank(s.systems);
        const agreement::case_totals totals = agreement::system_totals(p, models, s.systems);
        // The ranks of means move in steps, which leaving out a case does not see.
        s.kendall =
            estimate_totals({"kendall_tau_b", s.ranking.kendall_tau_b, totals,
                             agreement::kendall_of_totals, interval_choice::percentile, true},
                            out.used, unit.task);
        s.pairwise_accuracy = estimate_totals({"pairwise_accuracy", s.ranking.pairwise_accuracy,
                                               totals, agreement::pairwise_accuracy_of_totals,
                                               interval_choice::percentile, true},
                                              out.used, unit.task);
        out.systems.push_back(std::move(s));
    }
}

std::vector<std::map<std::string, std::size_t>> missing_sums(const task_ratings& sums) {
    std::vector<std::map<std::string, std::size_t>> out(sums.judges.size());
    for (std::size_t j = 0; j < sums.judges.size(); ++j)
        for (std::size_t i = 0; i < sums.size(); ++i)
            if (!sums.judges[j].scores[i])
                ++out[j][sums.is_unasked(j, i) ? std::string(results::not_asked)
                                               : "question_without_score"];
    return out;
}

std::uint32_t case_count(const task_ratings& r) {
    return agreement::number_cases(r.case_ids, r.size()).count;
}

// Of sums over questions no list of scores is known, and no end but the sum of their maxima.
task_scale scale_of_sums(task_scale scale) {
    scale.values.clear();
    scale.most.reset();
    if (scale.least != 0.0)
        scale.least.reset();
    return scale;
}

void add_case_sums(report& out, const task_ratings& ratings, const task_scale& scale,
                   const settings& s) {
    if (!ratings.names_cases())
        return;
    agreement::case_sums sums = agreement::sum_by_case(ratings);
    if (sums.groups + sums.without_case == ratings.size()) // nothing was summed
        return;
    out.case_sums.push_back({ratings.task, sums.groups, sums.incomplete, sums.repeated,
                             sums.without_case, sums.knows_questions});
    out.case_counts[sums.ratings.task] = case_count(sums.ratings);
    settings of_sums = s;
    of_sums.scale.clear();
    for (rated_cell& cell :
         rate_cells(sums.ratings, missing_sums(sums.ratings), scale_of_sums(scale), of_sums))
        out.cells.push_back(std::move(cell));
}

// The max_score that a task's graded entries have, or what else is known of its greatest score.
agreement::rating greatest_of(const task_ratings& r, const task_scale& scale, const settings& s) {
    const std::vector<double> maxima = agreement::graded_maxima(r);
    const agreement::rating most = maxima.empty() ? maximum_of(r, scale, s) : maxima.front();
    return most && *most > 0 ? most : std::nullopt;
}

// Divided by the greatest score.
task_ratings in_shares(task_ratings unit, double most) {
    unit.max_scores.assign(unit.size(), most);
    return agreement::normalised(unit);
}

void add_task(report& out, const results::rated_task& task, const task_scale& scale,
              const settings& s, std::vector<rated_cell>& entry_cells) {
    out.case_counts[task.ratings.task] = case_count(task.ratings);
    std::vector<std::map<std::string, std::size_t>> missing;
    for (std::size_t j = 0; j < task.ratings.judges.size(); ++j)
        missing.push_back(results::missing_by_class(task, j));
    const bool differ = scales_differ(task.ratings);
    const task_ratings unit = differ ? agreement::normalised(task.ratings) : task.ratings;
    const agreement::rating most =
        differ ? agreement::rating(1) : greatest_of(task.ratings, scale, s);
    for (rated_cell& cell : rate_cells(task.ratings, missing, scale, s)) {
        cell.error_divisor = most;
        entry_cells.push_back(cell);
        out.cells.push_back(std::move(cell));
    }
    // Mean errors are averaged over tasks: they must be shares of the scale.
    const auto shares = s.primary == "mae" && !differ && most
                            ? std::optional(in_shares(unit, *most))
                            : std::nullopt;
    const std::vector<double> declared =
        shares ? std::vector<double>() : declared_scale(task.ratings, scale, s);
    for (judge_pair& pair : compare_judges(shares ? *shares : unit, declared, s)) {
        pair.of_scale = differ || shares;
        out.pairs.push_back(std::move(pair));
    }
    add_systems(out, unit);
    // Where the rubric gives each entry a maximum of its own, these may happen to be alike.
    if (differ || (scale.least && !scale.most))
        add_case_sums(out, task.ratings, scale, s);
}

std::vector<std::string> each_once(const std::vector<std::string>& ids) {
    std::set<std::string_view> told;
    std::vector<std::string> out;
    for (const std::string& id : ids)
        if (told.insert(id).second)
            out.push_back(id);
    return out;
}

void note_raters_rows(report& out, const std::vector<std::string>& off_scale) {
    if (!off_scale.empty())
        out.notes.push_back(
            counted(off_scale.size(), "of the raters' grades is", "of the raters' grades are") +
            " below or above the scores of the task and left out: " +
            first_few(each_once(off_scale)));
    std::size_t repeated = 0;
    for (const task_ceiling& c : out.ceiling)
        repeated += c.repeated;
    if (repeated > 0)
        out.notes.push_back(
            counted(repeated, "of the raters' rows says", "of the raters' rows say") +
            " what an earlier one says, and counts once");
}

// What the run has counted apart; empty: nothing.
std::string parts_of_ungraded(const flow& f) {
    std::string out;
    if (f.bad_grades > 0)
        out = grouped(f.bad_grades) + (f.bad_grades == 1 ? " has" : " have") +
              " one that is no number";
    if (f.ungraded_unjudged > 0)
        out += (out.empty() ? "" : ", ") + grouped(f.ungraded_unjudged) +
               (f.ungraded_unjudged == 1 ? " is" : " are") + " of tasks that are not judged";
    return out.empty() ? out : " (" + out + ")";
}

std::string note_on_ungraded(const report& r) {
    std::size_t rated = 0;
    for (const task_ceiling& c : r.ceiling)
        rated += c.ungraded;
    const std::size_t all = r.counts.ungraded;
    return counted(all, "entry has no grade", "entries have no grade") +
           parts_of_ungraded(r.counts) + (all == 1 ? " and is" : " and are") + " in no figure" +
           (rated == 0 ? ""
            : rated >= r.counts.ungraded
                ? " but those beside the raters"
                : ", but for " + grouped(rated) + (rated == 1 ? " that is" : " that are") +
                      " in those beside the raters");
}

} // namespace

bool cases_known(const report& r) {
    return std::ranges::any_of(r.cells, &rated_cell::cases_known);
}

report analyse(results::ratings all, const task_scales& known,
               const std::vector<agreement::long_rating>& raters, published_figures published,
               const settings& s) {
    report out;
    out.used = s;
    screening screened = screen(all, known, s);
    results::use_repeats(all, s.repeats);
    out.counts = count(all, known);
    out.counts.without_maximum = screened.without_maximum;
    out.notes = std::move(screened.notes);
    out.published = std::move(published);
    std::vector<rated_cell> entry_cells;
    std::vector<std::string> off_scale;
    for (const results::rated_task& task : all.tasks) {
        const task_scale& scale = screened.scales.at(task.ratings.task);
        add_task(out, task, scale, by_named_cases(task.ratings, s), entry_cells);
        if (std::string note = note_on_cases(task.ratings); !note.empty())
            out.notes.push_back(std::move(note));
        task_ceiling ceiling = find_ceiling(task, scale, raters_of(task, all, raters), s);
        off_scale.insert(off_scale.end(), ceiling.off_scale.begin(), ceiling.off_scale.end());
        if (ceiling.entries > 0)
            out.ceiling.push_back(std::move(ceiling));
    }
    out.macro = average_over_tasks(entry_cells, s);
    out.macro_differences = average_differences(out.pairs, s);
    out.bias = find_biases(all, screened.scales, s);
    out.authors = find_authors(all);
    if (!out.authors.empty() && out.authors.back().first == author::other)
        out.notes.push_back(
            "by their names some who answered are neither human nor LLM, or both (" +
            text_of({out.authors.back()}) + ")");
    out.consistency = find_consistency(all, s);
    if (!raters.empty()) {
        out.raters_of_others = out.ceiling.empty();
        std::ranges::move(strange_entries(all, raters), std::back_inserter(out.notes));
        note_raters_rows(out, off_scale);
        std::ranges::move(names_but_for_case(raters), std::back_inserter(out.notes));
        for (const task_ceiling& c : out.ceiling)
            if (std::string note = note_on_left_out(c); !note.empty())
                out.notes.push_back(std::move(note));
    }
    std::ranges::move(unused_resamples(out), std::back_inserter(out.notes));
    if (out.counts.ungraded > 0)
        out.notes.push_back(note_on_ungraded(out));
    if (const std::size_t n = out.counts.only_later_repeats; n > 0)
        out.notes.push_back(counted(n, "judgement is", "judgements are") +
                            " left out: the first repeat has no score, only a later one (--repeats "
                            "mean or median counts them)");
    if (out.counts.without_maximum > 0)
        out.notes.push_back(
            counted(out.counts.without_maximum, "entry is", "entries are") +
            " left out: without a max_score, in a task whose entries differ in theirs");
    if (out.counts.unfinished())
        out.notes.push_back("not finished: " + out.counts.unfinished_part());
    if (std::string part = out.counts.asked_part(); !part.empty())
        out.notes.push_back(std::move(part));
    return out;
}

} // namespace preceptron::analysis
