#include "analysis/macro.hpp"

#include "agreement/macro_average.hpp"

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
constexpr std::string_view method = "jackknife-t within tasks";

estimate estimate_of(std::string_view name, const std::vector<task_part>& parts) {
    const agreement::macro_average mean = agreement::average(parts);
    return {std::string(name), mean.estimate, mean.interval,
            mean.interval ? method : std::string_view()};
}

// A mean over the other tasks would be taken for one over all.
task_part part_of(const rated_cell& cell, std::string_view name) {
    for (std::size_t i = 0; i < cell.statistics.size(); ++i)
        if (cell.statistics[i].name == name)
            return {cell.statistics[i].value, cell.left_out[i]};
    return {agreement::undefined("not computed"), {}};
}

} // namespace

std::vector<judge_macro> average_over_tasks(const std::vector<rated_cell>& cells,
                                            const settings& s) {
    std::vector<judge_macro> out;
    for (const rated_cell& first : cells) {
        if (std::ranges::find(out, first.judge, &judge_macro::judge) != out.end())
            continue;
        judge_macro& m = out.emplace_back();
        m.judge = first.judge;
        std::vector<const rated_cell*> own;
        for (const rated_cell& cell : cells)
            if (cell.judge == m.judge && cell.asked() > 0)
                own.push_back(&cell);
        m.tasks = own.size();
        for (const rated_cell* cell : own) {
            m.parts.push_back({cell->task, cell->n, cell->eligible});
            if (const statistic kappa = part_of(*cell, name_of(main_kappa(s))).estimate; !kappa)
                m.undefined_on.push_back(
                    {cell->task, cell->n, std::string(kappa.undefined_reason)});
        }
        std::vector<std::string_view> names{name_of(main_kappa(s))};
        names.insert(names.end(), std::begin(averaged), std::end(averaged));
        for (const std::string_view name : names) {
            std::vector<task_part> parts;
            for (const rated_cell* cell : own)
                parts.push_back(part_of(*cell, name));
            m.statistics.push_back(estimate_of(name, parts));
        }
    }
    return out;
}

std::vector<macro_difference> average_differences(const std::vector<judge_pair>& pairs,
                                                  const settings& s) {
    std::vector<macro_difference> out;
    for (const judge_pair& first : pairs) {
        const auto same = [&](const auto& d) { return d.a == first.a && d.b == first.b; };
        if (std::ranges::any_of(out, same))
            continue;
        std::vector<task_part> parts;
        macro_difference d;
        bool one_unit = true;
        for (const judge_pair& pair : pairs)
            if (same(pair) && pair.asked_both) {
                parts.push_back({pair.difference.value, pair.left_out});
                d.n += pair.n;
                d.can_be_significant = d.can_be_significant || pair.can_be_significant();
                if (!std::isnan(pair.adjusted_p))
                    d.adjusted_p = pair.adjusted_p;
                one_unit = one_unit && pair.of_scale == first.of_scale;
            }
        if (parts.empty())
            continue;
        d.a = first.a;
        d.b = first.b;
        d.tasks = parts.size();
        if (d.tasks > 1)
            d.adjusted_p.reset();
        d.of_scale = first.of_scale;
        d.difference = estimate_of(first.difference.name, parts);
        if (s.primary == "mae" && !one_unit) {
            d.difference.value = agreement::undefined("some tasks' errors are in points only");
            d.difference.interval = agreement::no_interval("some tasks' errors are in points only");
            d.difference.method = {};
        }
        d.a_is_better = d.difference.value &&
                        (s.primary == "mae" ? *d.difference.value < 0 : *d.difference.value > 0);
        out.push_back(std::move(d));
    }
    return out;
}

} // namespace preceptron::analysis
