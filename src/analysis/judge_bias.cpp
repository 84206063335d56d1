#include "analysis/judge_bias.hpp"

#include "agreement/alpha.hpp"
#include "agreement/pairs.hpp"
#include "analysis/named_cases.hpp"
#include "analysis/rated_cell.hpp"
#include "analysis/table_estimates.hpp"
#include "core/grouped.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string_view>

namespace preceptron::analysis {

using namespace agreement;

namespace {

using name_of_error = std::string (*)(const scaled_error&, const settings&);

bool lists(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string study_of(const scaled_error& e, const settings&) {
    return std::string(e.study);
}

std::string family_of(const scaled_error& e, const settings& s) {
    for (const auto& [family, models] : s.families)
        if (lists(models, e.model))
            return family;
    return {};
}

std::string author_of(const scaled_error& e, const settings&) {
    return e.model.empty() ? std::string() : std::string(to_string(author_named(e.model)));
}

std::vector<std::string> named(const std::vector<scaled_error>& errors, name_of_error name,
                               const settings& s) {
    std::vector<std::string> out;
    for (const scaled_error& e : errors)
        out.push_back(name(e, s));
    return out;
}

std::string_view too_few() {
    static const std::string text = "fewer than " + least_group(true);
    return text;
}

self_preference preference_of(const std::vector<scaled_error>& errors,
                              const std::vector<std::string>& family) {
    self_preference out = prefers_itself(errors, family);
    if (!enough_for_figures(out.own, out.own_cases) ||
        !enough_for_figures(out.others, out.other_cases))
        out.difference = out.adjusted = {undefined(too_few()), no_interval(too_few())};
    return out;
}

void add_length(judge_bias& out, const std::vector<scaled_error>& errors) {
    std::set<std::uint32_t> cases;
    std::size_t n = 0;
    for (const scaled_error& e : errors)
        if (e.characters) {
            cases.insert(e.cluster);
            ++n;
        }
    out.length = length_slope(errors);
    out.length_at_equal_grade = length_slope_at_equal_grade(errors);
    out.length_spearman = length_rank_correlation(errors);
    if (n > 0 && !enough_for_figures(n, cases.size())) {
        out.length = out.length_at_equal_grade = {undefined(too_few()), no_interval(too_few())};
        out.length_spearman = undefined(too_few());
    }
}

judge_bias find_bias(const std::string& judge, const std::vector<judged_task>& tasks,
                     const settings& s) {
    const std::vector<scaled_error> errors = scaled_errors(tasks);
    judge_bias out;
    out.judge = judge;
    for (const judged_task& t : tasks)
        out.without_maximum += complete_pairs(*t.ratings, t.judge).size();
    out.without_maximum -= errors.size();
    out.groups = {{"study", errors_by(errors, named(errors, study_of, s))},
                  {"author", errors_by(errors, named(errors, author_of, s))},
                  {"length", errors_by(errors, length_quartiles(errors))},
                  {"grade", errors_by(errors, grade_levels(errors))},
                  {"mean", errors_by(errors, mean_levels(errors))}};
    if (!s.families.empty())
        out.groups.push_back({"family", errors_by(errors, named(errors, family_of, s))});
    add_length(out, errors);
    for (const auto& [family, models] : s.families)
        if (lists(models, judge)) {
            out.family = family;
            out.preference = preference_of(errors, models);
        }
    return out;
}

// Of the entries with a grade, in the unit that the task's other statistics are in.
rating_matrix in_unit_of(const task_ratings& r, const rating_matrix& repeats) {
    const bool differ = scales_differ(r);
    rating_matrix out(repeats.items(), repeats.raters());
    for (std::size_t i = 0; i < out.items(); ++i) {
        const rating most = differ ? r.max_scores[i] : rating(1);
        if (!r.grades[i] || !most || !(*most > 0))
            continue;
        for (std::size_t k = 0; k < out.raters(); ++k)
            if (const rating& score = repeats.at(i, k))
                out.at(i, k) = *score / *most;
    }
    return out;
}

} // namespace

std::string least_group(bool cases_known) {
    return grouped(least_group_entries) + " entries" +
           (cases_known ? " or " + grouped(least_group_cases) + " cases" : "");
}

std::vector<judge_bias> find_biases(const results::ratings& all, const task_scales& scales,
                                    const settings& s) {
    std::vector<std::pair<std::string, std::vector<judged_task>>> tasks_of; // of each judge
    for (const results::rated_task& t : all.tasks) {
        const auto scale = scales.find(t.ratings.task);
        const rating maximum =
            maximum_of(t.ratings, scale == scales.end() ? task_scale() : scale->second, s);
        for (std::size_t j = 0; j < t.ratings.judges.size(); ++j) {
            const std::string& judge = t.ratings.judges[j].judge;
            auto found = std::ranges::find(tasks_of, judge, [](const auto& e) { return e.first; });
            if (found == tasks_of.end())
                found = tasks_of.insert(found, {judge, {}});
            found->second.push_back({&t.ratings, j, maximum});
        }
    }
    std::vector<judge_bias> out;
    for (const auto& [judge, tasks] : tasks_of)
        out.push_back(find_bias(judge, tasks, s));
    return out;
}

author_names find_authors(const results::ratings& all) {
    std::map<author, std::set<std::string>> names;
    for (const results::rated_task& t : all.tasks)
        for (std::size_t i = 0; i < t.ratings.models.size(); ++i)
            if (t.ratings.grades[i] && !t.ratings.models[i].empty())
                names[author_named(t.ratings.models[i])].insert(t.ratings.models[i]);
    author_names out;
    for (const auto& [who, of] : names)
        out.emplace_back(who, std::vector(of.begin(), of.end()));
    return out;
}

namespace {

judge_consistency consistency_of(const results::rated_task& task, std::size_t judge,
                                 const settings& chosen) {
    const task_ratings& r = task.ratings;
    const settings s = by_named_cases(r, chosen);
    const rating_matrix scores = in_unit_of(r, task.repeats[judge].scores);
    const case_numbering cases = number_cases(r.case_ids, r.size());
    case_totals totals(cases.count, consistency_columns + alpha_columns);
    add_consistency_totals(totals, scores, cases.of_row);
    add_alpha_totals(totals, consistency_columns, scores, cases.of_row);
    judge_consistency out{r.judges[judge].judge,         r.task, scores.raters(), scales_differ(r),
                          agreement_with_itself(scores), {}};
    const auto add = [&](std::string_view name, const statistic& value, totals_statistic of) {
        out.estimates.push_back(estimate_totals({name, value, totals, std::move(of)}, s, r.task));
    };
    using totals_span = std::span<const double>;
    add("agreeing_pairs", out.self.agreeing_pairs,
        [](totals_span t) { return consistency_of_totals(t).agreeing_pairs; });
    add("all_identical", out.self.all_identical,
        [](totals_span t) { return consistency_of_totals(t).all_identical; });
    add("within_item_sd", out.self.within_item_sd,
        [](totals_span t) { return consistency_of_totals(t).within_item_sd; });
    add("alpha.interval", krippendorff_alpha(scores, measurement::interval),
        [](totals_span t) { return alpha_of_totals(t.subspan(consistency_columns)); });
    return out;
}

} // namespace

std::vector<judge_consistency> find_consistency(const results::ratings& all, const settings& s) {
    std::vector<judge_consistency> out;
    for (const results::rated_task& t : all.tasks)
        for (std::size_t j = 0; j < t.repeats.size(); ++j)
            if (t.repeats[j].scores.raters() > 1)
                out.push_back(consistency_of(t, j, s));
    return out;
}

} // namespace preceptron::analysis
