#include "analysis/analysis.hpp"

#include "agreement/case_sums.hpp"
#include "agreement/pairs.hpp"
#include "analysis/named_cases.hpp"
#include "analysis/notes.hpp"
#include "analysis/rater_entries.hpp"
#include "analysis/screening.hpp"
#include "analysis/table_estimates.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

namespace preceptron::analysis {

using agreement::task_ratings;

namespace {

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

// Each number of these ratings, as all statistics take for granted: sums may be beyond doubles.
bool are_finite(const task_ratings& r) {
    const auto finite = [](const agreement::rating& x) { return !x || std::isfinite(*x); };
    return std::ranges::all_of(r.grades, finite) && std::ranges::all_of(r.max_scores, finite) &&
           std::ranges::all_of(r.judges, [&](const agreement::judge_scores& judge) {
               return std::ranges::all_of(judge.scores, finite);
           });
}

void add_case_sums(report& out, const task_ratings& ratings, const task_scale& scale,
                   const settings& s) {
    if (!ratings.names_cases())
        return;
    agreement::case_sums sums = agreement::sum_by_case(ratings);
    if (sums.groups + sums.without_case == ratings.size()) // nothing was summed
        return;
    if (!are_finite(sums.ratings)) {
        out.notes.push_back(printable(ratings.task, 60) +
                            ": without sums over cases, as numbers are too large for them");
        return;
    }
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
    const auto shares = compares_errors(s) && !differ && most
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

} // namespace

bool is_of_physicians(const report& r) {
    return r.cells.empty() && !r.ceiling.empty();
}

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
    out.counts = count_flow(all, known);
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
        note_on_raters(out, all, raters, off_scale);
    }
    note_what_is_left_out(out);
    return out;
}

} // namespace preceptron::analysis
