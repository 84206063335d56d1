#include "agreement/macro_average.hpp"

#include "agreement/distribution.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/moments.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace preceptron::agreement {

namespace {

constexpr std::string_view one_unsure = "one of the tasks does not tell how sure it is";

// What a case adds to the sum over tasks, by task.
struct addend {
    std::size_t task;
    double u;
};
using cases_of_tasks = std::map<std::uint32_t, std::vector<addend>>;

cases_of_tasks by_case(std::span<const task_part> tasks) {
    cases_of_tasks out;
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        if (tasks[t].cases.empty())
            continue;
        const double c = static_cast<double>(tasks[t].left_out.size());
        const double centre = mean(tasks[t].left_out);
        for (std::size_t i = 0; i < tasks[t].cases.size(); ++i)
            out[tasks[t].cases[i]].push_back(
                {t, std::sqrt((c - 1) / c) * (tasks[t].left_out[i] - centre)});
    }
    return out;
}

// The number of each task's group: the first task that cases connect it with, directly or not.
std::vector<std::size_t> connected(std::size_t tasks, const cases_of_tasks& cases) {
    std::vector<std::size_t> group(tasks);
    std::iota(group.begin(), group.end(), 0U);
    for (const auto& [number, addends] : cases)
        for (const addend& a : addends) {
            const std::size_t one = group[addends.front().task], other = group[a.task];
            std::ranges::replace(group, std::max(one, other), std::min(one, other));
        }
    return group;
}

struct group_variance {
    double value;
    double degrees; // of freedom
};

group_variance variance_of(const task_part& alone) {
    const double se = *jackknife_standard_error(alone.left_out);
    return {se * se, static_cast<double>(alone.left_out.size()) - 1};
}

// Of tasks, one `true` each, that share cases.
group_variance variance_of(std::span<const task_part> tasks, const std::vector<bool>& in_group,
                           const cases_of_tasks& all) {
    const std::size_t n = tasks.size();
    std::vector<double> product(n * n), both(n * n);
    double value = 0, cases = 0, squares = 0;
    for (const auto& [number, addends] : all) {
        if (!in_group[addends.front().task])
            continue;
        double sum = 0;
        for (const addend& a : addends) {
            sum += a.u;
            for (const addend& b : addends) {
                product[a.task * n + b.task] += a.u * b.u;
                ++both[a.task * n + b.task];
            }
        }
        value += sum * sum;
        ++cases;
    }
    for (const auto& [number, addends] : all) {
        if (!in_group[addends.front().task])
            continue;
        double expected = 0;
        for (const addend& a : addends)
            for (const addend& b : addends)
                expected += product[a.task * n + b.task] / both[a.task * n + b.task];
        squares += expected * expected;
    }
    double least = cases;
    for (std::size_t t = 0; t < n; ++t)
        if (in_group[t])
            least = std::min(least, static_cast<double>(tasks[t].left_out.size()));
    // A ratio of 0 to 0 where all cancels out.
    const double effective = squares > 0 ? value * value / squares : 0;
    return {value, std::clamp(effective, least, cases) - 1};
}

// Why nothing is known of a task's standard error; empty: something is.
std::string_view unknown_error(const task_part& task) {
    const statistic se = jackknife_standard_error(task.left_out);
    if (!se)
        return se.undefined_reason;
    return *se > error_of_rounding * std::max(1.0, std::abs(*task.estimate)) ? std::string_view()
                                                                             : no_variation;
}

} // namespace

macro_average average(std::span<const task_part> tasks) {
    if (tasks.empty())
        return {undefined("no task"), no_interval("no task"), {}};
    macro_average out;
    double sum = 0;
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        if (!tasks[t].estimate)
            return {undefined("undefined on one of the tasks"),
                    no_interval("undefined on one of the tasks"),
                    {}};
        sum += *tasks[t].estimate;
        if (const std::string_view reason = unknown_error(tasks[t]); !reason.empty())
            out.unsure.push_back({t, reason});
    }
    const double count = static_cast<double>(tasks.size());
    out.estimate = defined(sum / count);
    const cases_of_tasks cases = by_case(tasks);
    out.shares_cases =
        std::ranges::any_of(cases, [](const auto& of) { return of.second.size() > 1; });
    if (!out.unsure.empty()) {
        out.interval = no_interval(tasks.size() == 1 ? out.unsure.front().reason : one_unsure);
        return out;
    }
    const std::vector<std::size_t> group = connected(tasks.size(), cases);
    double variance = 0, squares = 0;
    for (std::size_t t = 0; t < tasks.size(); ++t) {
        if (group[t] != t)
            continue;
        std::vector<bool> in_group;
        for (const std::size_t g : group)
            in_group.push_back(g == t);
        const group_variance v = std::ranges::count(group, t) == 1
                                     ? variance_of(tasks[t])
                                     : variance_of(tasks, in_group, cases);
        variance += v.value;
        squares += v.value * v.value / v.degrees;
    }
    if (!(std::sqrt(variance) > error_of_rounding * count)) {
        out.interval = no_interval(no_variation);
        return out;
    }
    const double half =
        t_quantile(0.975, variance * variance / squares) * std::sqrt(variance) / count;
    out.interval = between(*out.estimate - half, *out.estimate + half);
    return out;
}

} // namespace preceptron::agreement
