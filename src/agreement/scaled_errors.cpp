#include "agreement/scaled_errors.hpp"

#include "agreement/correlation.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/least_squares.hpp"
#include "agreement/pairs.hpp"
#include "agreement/quantile.hpp"
#include "agreement/scale.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>

namespace preceptron::agreement {

namespace {

using errors_statistic = std::function<statistic(std::span<const scaled_error>)>;

// One a case that has an error.
std::vector<double> left_out_values(std::span<const scaled_error> errors,
                                    const errors_statistic& of) {
    std::map<std::uint32_t, std::size_t> cases;
    for (const scaled_error& e : errors)
        ++cases[e.cluster];
    std::vector<double> out;
    std::vector<scaled_error> rest;
    for (const auto& [cluster, n] : cases) {
        rest.clear();
        for (const scaled_error& e : errors)
            if (e.cluster != cluster)
                rest.push_back(e);
        const statistic x = of(rest);
        out.push_back(x ? *x : std::numeric_limits<double>::quiet_NaN());
    }
    return out;
}

interval_estimate leave_one_case_out(std::span<const scaled_error> errors,
                                     const errors_statistic& of) {
    const statistic theta = of(errors);
    if (!theta)
        return no_interval(theta.undefined_reason);
    return jackknife_t_interval(*theta, left_out_values(errors, of));
}

slope_estimate with_interval(std::span<const scaled_error> errors, const errors_statistic& of) {
    return {of(errors), leave_one_case_out(errors, of)};
}

struct columns {
    std::vector<double> error, log_length, grade;
};

columns of_known_length(std::span<const scaled_error> errors) {
    columns out;
    for (const scaled_error& e : errors)
        if (e.characters && *e.characters > 0) {
            out.error.push_back(e.error);
            out.log_length.push_back(std::log(*e.characters));
            out.grade.push_back(e.grade);
        }
    return out;
}

statistic slope_or_reason(const std::optional<double>& slope, std::string_view reason) {
    return slope ? defined(*slope) : undefined(reason);
}

constexpr std::string_view same_length = "the answers' length is unknown or does not vary";

} // namespace

std::vector<scaled_error> scaled_errors(std::span<const judged_task> tasks) {
    std::vector<scaled_error> out;
    std::map<std::string_view, std::size_t> studies;
    std::uint32_t first_case = 0;
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        const task_ratings& r = *tasks[t].ratings;
        const case_numbering cases = number_cases(r.case_ids, r.size());
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
            e.cluster = first_case + cases.of_row[i];
            e.names_case = names_cases;
            if (!r.characters.empty())
                e.characters = r.characters[i];
        }
        first_case += cases.count;
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
    g.bias_interval = jackknife_t_interval(*g.bias, left_out);
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

std::vector<std::string> grade_levels(std::span<const scaled_error> errors) {
    std::vector<std::string> out;
    for (const scaled_error& e : errors) {
        const int fifth = std::clamp(static_cast<int>(rounded(e.grade * 5)), 0, 4);
        out.push_back(std::to_string(20 * fifth) + "-" + std::to_string(20 * fifth + 20) + " %");
    }
    return out;
}

slope_estimate length_slope(std::span<const scaled_error> errors) {
    return with_interval(errors, [](std::span<const scaled_error> rows) {
        const columns c = of_known_length(rows);
        return slope_or_reason(adjusted_slope(c.log_length, c.error, {}), same_length);
    });
}

slope_estimate length_slope_at_equal_grade(std::span<const scaled_error> errors) {
    return with_interval(errors, [](std::span<const scaled_error> rows) {
        const columns c = of_known_length(rows);
        const std::vector<double> others[] = {c.grade};
        return slope_or_reason(adjusted_slope(c.log_length, c.error, others), same_length);
    });
}

statistic length_rank_correlation(std::span<const scaled_error> errors) {
    const columns c = of_known_length(errors);
    return spearman(c.log_length, c.error);
}

self_preference prefers_itself(std::span<const scaled_error> errors,
                               std::span<const std::string> own_models) {
    const auto is_own = [&](const scaled_error& e) {
        return std::ranges::find(own_models, e.model) != own_models.end();
    };
    // The difference of two means is the slope on an indicator.
    const auto difference = [&](std::span<const scaled_error> rows, bool adjust) {
        std::vector<double> own, error, grade;
        std::vector<std::size_t> task, study;
        for (const scaled_error& e : rows) {
            own.push_back(is_own(e));
            error.push_back(e.error);
            grade.push_back(e.grade);
            task.push_back(e.task);
            study.push_back(e.study_number);
        }
        std::vector<std::vector<double>> others;
        if (adjust) {
            others = indicators(task);
            for (auto& column : indicators(study))
                others.push_back(std::move(column));
            others.push_back(grade);
        }
        return slope_or_reason(adjusted_slope(own, error, others),
                               "no answer, or every answer, is of the judge's own family");
    };
    self_preference out;
    std::set<std::uint32_t> own_cases, other_cases;
    for (const scaled_error& e : errors) {
        ++(is_own(e) ? out.own : out.others);
        (is_own(e) ? own_cases : other_cases).insert(e.cluster);
        out.cases_known = out.cases_known && e.names_case;
    }
    out.own_cases = own_cases.size();
    out.other_cases = other_cases.size();
    out.difference = with_interval(errors, [&](auto rows) { return difference(rows, false); });
    out.adjusted = with_interval(errors, [&](auto rows) { return difference(rows, true); });
    return out;
}

} // namespace preceptron::agreement
