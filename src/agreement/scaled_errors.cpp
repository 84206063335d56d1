#include "agreement/scaled_errors.hpp"

#include "agreement/correlation.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/least_squares.hpp"
#include "agreement/pairs.hpp"
#include "agreement/quantile.hpp"
#include "agreement/scale.hpp"
#include "agreement/shared_cases.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace preceptron::agreement {

namespace {

// One row an error that the regression is of. `x` explains the error, at equal `others`.
struct regression {
    std::vector<double> x, error;
    std::vector<std::vector<double>> others;
    std::vector<std::uint32_t> cluster;
    std::string_view undefined_reason;
};

// Leaves out each case that the regression has a row of.
slope_estimate with_interval(const regression& r) {
    const std::optional<double> slope = adjusted_slope(r.x, r.error, r.others);
    if (!slope)
        return {undefined(r.undefined_reason), no_interval(r.undefined_reason)};
    std::map<std::uint32_t, std::size_t> number;
    std::vector<std::size_t> groups;
    for (const std::uint32_t cluster : r.cluster)
        groups.push_back(number.try_emplace(cluster, number.size()).first->second);
    const std::vector<double> left_out =
        slopes_without(r.x, r.error, r.others, groups, number.size());
    return {defined(*slope), jackknife_t_interval(*slope, left_out)};
}

regression of_known_length(std::span<const scaled_error> errors) {
    regression out{{}, {}, {}, {}, "the answers' length is unknown or does not vary"};
    for (const scaled_error& e : errors)
        if (e.characters && *e.characters > 0) {
            out.x.push_back(std::log(*e.characters));
            out.error.push_back(e.error);
            out.cluster.push_back(e.cluster);
        }
    return out;
}

} // namespace

std::vector<scaled_error> scaled_errors(std::span<const judged_task> tasks) {
    std::vector<scaled_error> out;
    std::map<std::string_view, std::size_t> studies;
    shared_cases all_cases;
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        const task_ratings& r = *tasks[t].ratings;
        const case_numbering cases = number_cases(r.case_ids, r.size());
        const std::vector<std::uint32_t> number = all_cases.numbers(ids_by_case(r, cases));
        const bool names_cases = r.names_cases();
        for (std::size_t i = 0; i < r.size(); ++i) {
            const rating& score = r.judges[tasks[t].judge].scores[i];
            const bool has_own = !r.max_scores.empty() && r.max_scores[i] && *r.max_scores[i] > 0;
            const rating maximum = has_own ? r.max_scores[i] : tasks[t].maximum;
            if (!r.grades[i] || !score || !maximum || !(*maximum > 0))
                continue;
            scaled_error& e = out.emplace_back();
            e.error = (*score - *r.grades[i]) / *maximum;
            e.grade = *r.grades[i] / *maximum;
            if (!r.models.empty())
                e.model = r.models[i];
            if (!r.studies.empty())
                e.study = r.studies[i];
            e.study_number = studies.try_emplace(e.study, studies.size()).first->second;
            e.task = t;
            e.cluster = number[cases.of_row[i]];
            e.names_case = names_cases && !r.case_ids[i].empty();
            if (!r.characters.empty())
                e.characters = r.characters[i];
        }
    }
    return out;
}

namespace {

// What a group's means are made of, by case.
struct case_total {
    double error = 0;
    double n = 0;
};

group_error summary_of(std::string_view name, const std::vector<const scaled_error*>& rows) {
    group_error g;
    g.group = name;
    g.n = rows.size();
    double absolute = 0;
    case_total all;
    std::map<std::uint32_t, case_total> cases;
    for (const scaled_error* e : rows) {
        absolute += std::abs(e->error);
        g.cases_known = g.cases_known && e->names_case;
        for (case_total* t : {&all, &cases[e->cluster]}) {
            t->error += e->error;
            t->n += 1;
        }
    }
    g.cases = cases.size();
    g.bias = defined(all.error / all.n);
    g.mean_absolute_error = defined(absolute / all.n);
    std::vector<double> left_out;
    for (const auto& [cluster, t] : cases)
        left_out.push_back((all.error - t.error) / (all.n - t.n)); // NaN without the only case
    g.bias_interval = g.bias ? jackknife_t_interval(*g.bias, left_out)
                             : no_interval(g.bias.undefined_reason);
    return g;
}

} // namespace

std::vector<group_error> errors_by(std::span<const scaled_error> errors,
                                   std::span<const std::string> groups) {
    std::map<std::string_view, std::vector<const scaled_error*>> members;
    for (std::size_t i = 0; i < errors.size(); ++i)
        if (!groups[i].empty())
            members[groups[i]].push_back(&errors[i]);
    std::vector<group_error> out;
    for (const auto& [name, rows] : members)
        out.push_back(summary_of(name, rows));
    return out;
}

std::vector<std::string> length_quartiles(std::span<const scaled_error> errors) {
    std::vector<double> known;
    for (const scaled_error& e : errors)
        if (e.characters)
            known.push_back(*e.characters);
    std::vector<std::string> out(errors.size());
    if (known.empty())
        return out;
    const double limits[] = {quantile_type7(known, 0.25), quantile_type7(known, 0.5),
                             quantile_type7(known, 0.75)};
    for (std::size_t i = 0; i < errors.size(); ++i)
        if (errors[i].characters)
            out[i] = "Q" + std::to_string(1 + std::ranges::count_if(limits, [&](double limit) {
                                              return *errors[i].characters > limit;
                                          }));
    return out;
}

namespace {

// Of a share of the scale: "20-40 %".
std::string fifth(double share) {
    // Cut before it is an int: a grade may be any number of times its maximum.
    const int at = static_cast<int>(std::clamp(rounded(share * 5), 0.0, 4.0));
    return std::to_string(20 * at) + "-" + std::to_string(20 * at + 20) + " %";
}

} // namespace

std::vector<std::string> grade_levels(std::span<const scaled_error> errors) {
    std::vector<std::string> out;
    for (const scaled_error& e : errors)
        out.push_back(fifth(e.grade));
    return out;
}

std::vector<std::string> mean_levels(std::span<const scaled_error> errors) {
    std::vector<std::string> out;
    for (const scaled_error& e : errors)
        out.push_back(fifth(e.grade + e.error / 2));
    return out;
}

slope_estimate length_slope(std::span<const scaled_error> errors) {
    return with_interval(of_known_length(errors));
}

slope_estimate length_slope_at_equal_grade(std::span<const scaled_error> errors) {
    regression r = of_known_length(errors);
    std::vector<double>& grade = r.others.emplace_back();
    for (const scaled_error& e : errors)
        if (e.characters && *e.characters > 0)
            grade.push_back(e.grade);
    return with_interval(r);
}

statistic length_rank_correlation(std::span<const scaled_error> errors) {
    const regression r = of_known_length(errors);
    return spearman(r.x, r.error);
}

self_preference prefers_itself(std::span<const scaled_error> errors,
                               std::span<const std::string> own_models) {
    self_preference out;
    std::set<std::uint32_t> own_cases, other_cases;
    // The difference of two means is the slope on an indicator.
    regression r{{}, {}, {}, {}, "no answer, or every answer, is of the judge's own family"};
    std::vector<double> grade;
    std::vector<std::size_t> task, study;
    for (const scaled_error& e : errors) {
        const bool own = std::ranges::find(own_models, e.model) != own_models.end();
        ++(own ? out.own : out.others);
        (own ? own_cases : other_cases).insert(e.cluster);
        out.cases_known = out.cases_known && e.names_case;
        r.x.push_back(own);
        r.error.push_back(e.error);
        r.cluster.push_back(e.cluster);
        grade.push_back(e.grade);
        task.push_back(e.task);
        study.push_back(e.study_number);
    }
    out.own_cases = own_cases.size();
    out.other_cases = other_cases.size();
    out.difference = with_interval(r);
    r.others = indicators(task);
    for (auto& column : indicators(study))
        r.others.push_back(std::move(column));
    r.others.push_back(std::move(grade));
    out.adjusted = with_interval(r);
    return out;
}

} // namespace preceptron::agreement
