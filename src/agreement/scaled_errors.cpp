#include "agreement/scaled_errors.hpp"

#include "agreement/correlation.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/least_squares.hpp"
#include "agreement/moments.hpp"
#include "agreement/quantile.hpp"
#include "agreement/scale.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace preceptron::agreement {

namespace {

using errors_statistic = std::function<statistic(std::span<const scaled_error>)>;

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

statistic mean_error(std::span<const scaled_error> errors) {
    if (errors.empty())
        return undefined("no entry");
    double sum = 0;
    for (const scaled_error& e : errors)
        sum += e.error;
    return defined(sum / static_cast<double>(errors.size()));
}

struct columns {
    std::vector<double> error, log_length, grade;
};

columns of_known_length(std::span<const scaled_error> errors) {
    columns out;
    for (const scaled_error& e : errors)
        if (e.characters > 0) {
            out.error.push_back(e.error);
            out.log_length.push_back(std::log(e.characters));
            out.grade.push_back(e.grade);
        }
    return out;
}

statistic slope_or_reason(const std::optional<double>& slope, std::string_view reason) {
    return slope ? defined(*slope) : undefined(reason);
}

constexpr std::string_view same_length = "the answers' length is unknown or does not vary";

} // namespace

std::vector<group_error> errors_by(std::span<const scaled_error> errors,
                                   std::span<const std::string> groups) {
    std::map<std::string, std::vector<scaled_error>> members;
    for (std::size_t i = 0; i < errors.size(); ++i)
        if (!groups[i].empty())
            members[groups[i]].push_back(errors[i]);
    std::vector<group_error> out;
    for (const auto& [name, rows] : members) {
        group_error& g = out.emplace_back();
        g.group = name;
        g.n = rows.size();
        double absolute = 0;
        std::map<std::uint32_t, std::size_t> cases;
        for (const scaled_error& e : rows) {
            absolute += std::abs(e.error);
            ++cases[e.cluster];
        }
        g.cases = cases.size();
        g.bias = mean_error(rows);
        g.mean_absolute_error = defined(absolute / static_cast<double>(rows.size()));
        g.bias_interval = leave_one_case_out(rows, mean_error);
    }
    return out;
}

std::vector<std::string> length_quartiles(std::span<const scaled_error> errors) {
    std::vector<double> known;
    for (const scaled_error& e : errors)
        if (e.characters > 0)
            known.push_back(e.characters);
    std::vector<std::string> out(errors.size());
    if (known.empty())
        return out;
    const double limits[] = {quantile_type7(known, 0.25), quantile_type7(known, 0.5),
                             quantile_type7(known, 0.75)};
    for (std::size_t i = 0; i < errors.size(); ++i)
        if (errors[i].characters > 0)
            out[i] = "Q" + std::to_string(1 + std::ranges::count_if(limits, [&](double limit) {
                                              return errors[i].characters > limit;
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

namespace {

template<class F>
std::vector<std::size_t> numbered(std::span<const scaled_error> errors, const F& name) {
    std::map<std::string, std::size_t> levels;
    std::vector<std::size_t> out;
    for (const scaled_error& e : errors)
        out.push_back(levels.try_emplace(name(e), levels.size()).first->second);
    return out;
}

} // namespace

self_preference prefers_itself(std::span<const scaled_error> errors,
                               std::span<const std::string> own_models) {
    const auto is_own = [&](const scaled_error& e) {
        return std::ranges::find(own_models, e.model) != own_models.end();
    };
    // The difference of two means is the slope on an indicator.
    const auto difference = [&](std::span<const scaled_error> rows, bool adjust) {
        std::vector<double> own, error, grade;
        for (const scaled_error& e : rows) {
            own.push_back(is_own(e));
            error.push_back(e.error);
            grade.push_back(e.grade);
        }
        std::vector<std::vector<double>> others;
        if (adjust) {
            others = indicators(numbered(rows, [](const auto& e) { return std::to_string(e.task); }));
            for (auto& column : indicators(numbered(rows, [](const auto& e) { return e.study; })))
                others.push_back(std::move(column));
            others.push_back(grade);
        }
        return slope_or_reason(adjusted_slope(own, error, others),
                               "no answer, or every answer, is of the judge's own family");
    };
    self_preference out;
    for (const scaled_error& e : errors)
        ++(is_own(e) ? out.own : out.others);
    out.difference = with_interval(errors, [&](auto rows) { return difference(rows, false); });
    out.adjusted = with_interval(errors, [&](auto rows) { return difference(rows, true); });
    return out;
}

} // namespace preceptron::agreement
