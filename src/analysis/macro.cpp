#include "analysis/macro.hpp"

#include "agreement/macro_average.hpp"
#include "agreement/shared_cases.hpp"
#include "analysis/figures.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cmath>

namespace preceptron::analysis {

using agreement::name_of;
using agreement::statistic;
using agreement::task_part;

namespace {

// Statistics that mean the same whatever the scale; the main kappa goes before them.
constexpr std::string_view averaged[] = {"within_tolerance", "pearson", "kendall_tau_b",
                                         "exact_agreement"};

// Why mean errors that are not shares of the scale have no mean over tasks: of that mean, and of
// each such task.
constexpr std::string_view some_in_points =
    "some tasks' errors are in points only, as their greatest score is not known";
constexpr std::string_view in_points =
    "errors are in points only, as the greatest score is not known: give the entries a max_score, "
    "or say --scale if all tasks have the same";

// A task's own figure.
struct own_figure {
    const std::string* task;
    std::size_t n;
    estimate figure;
    std::vector<double> left_out;
    std::vector<std::uint32_t> cases; // of those, numbered over the tasks
};

struct mean_figure {
    estimate figure;
    std::vector<lacking_part> undefined_on, no_interval_on;
};

mean_figure mean_of(std::string_view name, const std::vector<own_figure>& own) {
    mean_figure out;
    std::vector<task_part> parts;
    for (const own_figure& f : own) {
        if (!f.figure.value)
            out.undefined_on.push_back(
                {*f.task, f.n, std::string(f.figure.value.undefined_reason)});
        parts.push_back({f.figure.value, f.left_out, f.cases});
    }
    if (own.size() == 1) {
        out.figure = own[0].figure;
        out.figure.name = name;
        if (out.figure.value && !out.figure.interval)
            out.no_interval_on.push_back(
                {*own[0].task, own[0].n, std::string(out.figure.interval.undefined_reason)});
        return out;
    }
    const agreement::macro_average mean = agreement::average(parts);
    for (const agreement::unsure_part& u : mean.unsure)
        out.no_interval_on.push_back({*own[u.task].task, own[u.task].n, std::string(u.reason)});
    out.figure = {std::string(name), mean.estimate, mean.interval,
                  !mean.interval      ? std::string_view()
                  : mean.shares_cases ? across_tasks
                                      : within_tasks};
    return out;
}

// Why a statistic of categories is not among a cell's.
std::string_view reason_of_details(const rated_cell& cell, std::string_view name) {
    for (const agreement::named_estimate& d : cell.details)
        if (d.name == std::string(name) + ".union")
            if (const auto* s = std::get_if<statistic>(&d.value); s && !s->value)
                return s->undefined_reason;
    return "not computed";
}

// QWK of a single entry is 0 where judge and physician differ and undefined where they agree: in a
// mean to miss would count for more than to hit.
void take_back_of_one(estimate& kappa, std::size_t n) {
    constexpr std::string_view one = "fewer than two entries";
    if (n == 1) {
        kappa.value = agreement::undefined(one);
        kappa.interval = agreement::no_interval(one);
        kappa.method = {};
    }
}

// A mean over the other tasks would be taken for one over all.
own_figure own_of(const rated_cell& cell, std::string_view name,
                  const std::vector<std::uint32_t>& cases) {
    for (std::size_t i = 0; i < cell.statistics.size(); ++i)
        if (cell.statistics[i].name == name)
            return {&cell.task, cell.n, cell.statistics[i], cell.left_out[i], cases};
    const std::string_view reason = reason_of_details(cell, name);
    return {&cell.task,
            cell.n,
            {std::string(name), agreement::undefined(reason), agreement::no_interval(reason), {}},
            {},
            {}};
}

// In shares of the scale, where that is known.
own_figure own_error(const rated_cell& cell, const std::vector<std::uint32_t>& cases) {
    own_figure out = own_of(cell, "mae", cases);
    if (!cell.error_divisor)
        return out;
    const double most = *cell.error_divisor;
    if (out.figure.value)
        out.figure.value = agreement::defined(*out.figure.value / most);
    if (const auto limits = out.figure.interval.value)
        out.figure.interval = agreement::between(limits->lo / most, limits->hi / most);
    for (double& x : out.left_out)
        x /= most;
    return out;
}

// Points of one task are not those of another.
void take_back(estimate& mean) {
    mean.value = agreement::undefined(some_in_points);
    mean.interval = agreement::no_interval(some_in_points);
    mean.method = {};
}

void add_mean_error(judge_macro& m, const std::vector<const rated_cell*>& own,
                    const std::vector<std::vector<std::uint32_t>>& cases) {
    std::vector<own_figure> figures;
    m.errors_of_scale = true;
    for (std::size_t t = 0; t < own.size(); ++t) {
        figures.push_back(own_error(*own[t], cases[t]));
        m.errors_of_scale = m.errors_of_scale && own[t]->error_divisor;
    }
    m.statistics.push_back(mean_of("mae", figures).figure);
    if (own.size() > 1 && !m.errors_of_scale)
        take_back(m.statistics.back());
}

} // namespace

std::string on_tasks(const std::vector<lacking_part>& parts) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool first = i == 0 || parts[i].reason != parts[i - 1].reason;
        const bool last = i + 1 == parts.size() || parts[i].reason != parts[i + 1].reason;
        out += (i == 0  ? "on "
                : first ? "; on "
                : last  ? " and "
                        : ", ") +
               printable(parts[i].task) + (last ? " " + parts[i].reason : "");
    }
    return out;
}

std::size_t scored(const judge_macro& m) {
    std::size_t n = 0;
    for (const judged_part& p : m.parts)
        n += p.n;
    return n;
}

std::vector<judge_macro> average_over_tasks(const std::vector<rated_cell>& cells,
                                            const settings& s) {
    std::vector<judge_macro> out;
    for (const rated_cell& first : cells) {
        if (std::ranges::find(out, first.judge, &judge_macro::judge) != out.end())
            continue;
        judge_macro& m = out.emplace_back();
        m.judge = first.judge;
        std::vector<const rated_cell*> own;
        std::vector<std::vector<std::uint32_t>> cases;
        agreement::shared_cases shared;
        for (const rated_cell& cell : cells)
            if (cell.judge == m.judge && cell.asked() > 0) {
                own.push_back(&cell);
                cases.push_back(shared.numbers(cell.case_ids));
                m.parts.push_back({cell.task, cell.n, cell.asked()});
                m.cases_known = m.cases_known && cell.cases_known;
                m.few_cases = m.few_cases || cell.sure_cases() < few_cases;
            }
        m.tasks = own.size();
        m.cases = shared.count();
        std::vector<std::string_view> names{name_of(main_kappa(s))};
        names.insert(names.end(), std::begin(averaged), std::end(averaged));
        for (const std::string_view name : names) {
            std::vector<own_figure> figures;
            for (std::size_t t = 0; t < own.size(); ++t) {
                figures.push_back(own_of(*own[t], name, cases[t]));
                if (name == names.front())
                    take_back_of_one(figures.back().figure, own[t]->n);
            }
            mean_figure mean = mean_of(name, figures);
            if (m.statistics.empty()) {
                m.undefined_on = std::move(mean.undefined_on);
                m.no_interval_on = std::move(mean.no_interval_on);
            }
            m.statistics.push_back(std::move(mean.figure));
        }
        if (compares_errors(s))
            add_mean_error(m, own, cases);
    }
    return out;
}

std::vector<macro_difference> average_differences(const std::vector<judge_pair>& pairs,
                                                  const settings& s) {
    std::vector<macro_difference> out;
    for (const judge_pair& first : pairs) {
        const auto as_is = [&](const auto& d) { return d.a == first.a && d.b == first.b; };
        // Judges come in another order where another is the first to have scored in a task.
        const auto same = [&](const auto& d) {
            return as_is(d) || (d.a == first.b && d.b == first.a);
        };
        if (std::ranges::any_of(out, same))
            continue;
        std::vector<own_figure> own;
        agreement::shared_cases shared;
        std::vector<lacking_part> without_maximum;
        macro_difference d;
        d.of_scale = true;
        for (const judge_pair& pair : pairs)
            if (same(pair) && pair.asked_both) {
                own_figure& f =
                    own.emplace_back(own_figure{&pair.task, pair.n, pair.difference, pair.left_out,
                                                shared.numbers(pair.case_ids)});
                if (!compares_errors(s))
                    take_back_of_one(f.figure, pair.n);
                if (!as_is(pair)) {
                    f.figure = turned(std::move(f.figure));
                    for (double& x : f.left_out)
                        x = 0 - x;
                }
                d.n += pair.n;
                d.can_be_significant = d.can_be_significant || pair.can_be_significant();
                if (!std::isnan(pair.adjusted_p))
                    d.adjusted_p = pair.adjusted_p;
                d.of_scale = d.of_scale && pair.of_scale;
                if (!pair.of_scale)
                    without_maximum.push_back({pair.task, pair.n, std::string(in_points)});
            }
        if (own.empty())
            continue;
        d.a = first.a;
        d.b = first.b;
        d.tasks = own.size();
        if (d.tasks > 1)
            d.adjusted_p.reset();
        mean_figure mean = mean_of(first.difference.name, own);
        d.difference = std::move(mean.figure);
        d.undefined_on = std::move(mean.undefined_on);
        d.no_interval_on = std::move(mean.no_interval_on);
        if (compares_errors(s) && d.tasks > 1 && !d.of_scale) {
            take_back(d.difference);
            d.undefined_on = std::move(without_maximum);
            d.no_interval_on.clear();
        }
        d.a_is_better = d.difference.value &&
                        (compares_errors(s) ? *d.difference.value < 0 : *d.difference.value > 0);
        out.push_back(std::move(d));
    }
    return out;
}

} // namespace preceptron::analysis
