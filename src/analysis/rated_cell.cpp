#include "analysis/rated_cell.hpp"

#include "agreement/bootstrap_interval.hpp"
#include "agreement/concordance.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/kappa.hpp"
#include "agreement/pair_measure.hpp"
#include "agreement/replicates.hpp"
#include "agreement/shared_cases.hpp"
#include "analysis/named_cases.hpp"
#include "analysis/pair_estimates.hpp"
#include "analysis/table_estimates.hpp"
#include "analysis/worst_case.hpp"
#include "core/json_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace preceptron::analysis {

using namespace agreement;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using ts = table_statistic;

// The greatest max_score that graded entries have, if any has one.
std::optional<double> greatest_max(const task_ratings& r) {
    const std::vector<double> maxima = graded_maxima(r);
    return maxima.empty() ? std::nullopt : std::optional(std::ranges::max(maxima));
}

// What the task looks like in the unit its statistics are computed in.
struct unit {
    task_ratings ratings;
    std::vector<double> declared; // the category set of .full statistics; empty: not declared
    std::vector<double> ends;     // least and greatest possible score; empty: not known
    bool least_assumed = false;   // the least of them is 0 because most scales begin there
    double tolerance = none;
};

unit unit_of(const task_ratings& r, const task_scale& scale, const settings& s) {
    unit u;
    u.declared = declared_scale(r, scale, s);
    if (scales_differ(r)) {
        u.ratings = normalised(r);
        u.ends = {0, 1};
        u.least_assumed = !scale.least;
        u.tolerance = scale.tolerance_is_share ? scale.tolerance : none;
        return u;
    }
    u.ratings = r;
    const std::optional<double> most = scale.most ? scale.most : greatest_max(r);
    if (!u.declared.empty()) {
        u.ends = {u.declared.front(), u.declared.back()};
    } else if (most) {
        u.ends = {scale.least.value_or(0), *most};
        u.least_assumed = !scale.least;
    }
    if (!scale.tolerance_is_share)
        u.tolerance = scale.tolerance;
    else if (!u.ends.empty())
        u.tolerance = scale.tolerance * (u.ends.back() - u.ends.front());
    return u;
}

// What a judge can have given an entry without a score, in the unit's terms: by a scale of its own
// where it was asked by one.
possible_range range_of(const std::string& judge, const task_ratings& r, const task_scale& scale,
                        const unit& u) {
    const auto own = scale.own_ends.find(judge);
    if (own == scale.own_ends.end())
        return {u.ends, u.least_assumed};
    const auto& [least, most] = own->second;
    if (scales_differ(r) || r.by_case) // each row has an end of its own
        return most || least.value_or(0) != 0 ? possible_range{} : possible_range{u.ends, !least};
    const rating greatest = most ? most : greatest_max(r);
    return greatest ? possible_range{{least.value_or(0), *greatest}, !least} : possible_range{};
}

std::string tolerance_text(const task_scale& scale, const unit& u) {
    if (std::isnan(u.tolerance))
        return {};
    std::string number =
        number_text(rounded(scale.tolerance_is_share ? 100 * scale.tolerance : scale.tolerance));
    if (number.ends_with(".0"))
        number.resize(number.size() - 2);
    if (scale.tolerance_is_share)
        return number + " % of the scale";
    return number + (scale.tolerance == 1 ? " point" : " points");
}

cluster_tables tables_of(const pairs& p, const unit& u) {
    table_layout layout = common_layout(std::array{&p}, category_set(u.declared, p));
    layout.tolerance = u.tolerance;
    return {p, std::move(layout)};
}

// Without tables, for scores of too many different values: all but what counts categories.
void add_without_tables(rated_cell& cell, const pairs& p, double tolerance, const settings& s) {
    std::vector<ts> wanted;
    std::ranges::copy_if(all_table_statistics(), std::back_inserter(wanted), is_of_pairs);
    table_estimates found = estimate_pairs(p, wanted, tolerance, s, cell.task);
    cell.statistics = std::move(found.values);
    cell.left_out = std::move(found.left_out);
}

// Reasons that the tables do not give, from the functions that do.
void add_reasons(rated_cell& cell) {
    for (estimate& e : cell.statistics) {
        if (e.value)
            continue;
        if (cell.n == 0)
            e.value = undefined("no row has both a grade and a score");
        else if (e.name == "within_tolerance")
            e.value = undefined("the task has no tolerance, or its scale is unknown");
        for (const named_estimate& d : cell.details)
            if (d.name == e.name || d.name == e.name + ".union")
                if (const auto* s = std::get_if<statistic>(&d.value))
                    e.value = s->value ? e.value : *s;
    }
}

void add_points(rated_cell& cell, const pairs& p, const settings& s) {
    const ts wanted[] = {ts::mae, ts::bias, ts::pearson};
    if (observed_scale(p).size() > most_categories) {
        if (cell.normalised)
            cell.points = estimate_pairs(p, wanted, none, s, cell.task).values;
        else // in points already
            for (const ts w : wanted)
                cell.points.push_back(*find(cell.statistics, name_of(w)));
        return;
    }
    const cluster_tables tables(p, observed_scale(p));
    const cluster_tables* const judges[] = {&tables};
    cell.points = estimate_tables(judges, wanted, s, cell.task)[0].values;
    // Straight from the rows: to the last digit what anybody computes from the result file.
    cell.points[0].value = mean_absolute_error(p);
    cell.points[1].value = bias(p);
    cell.points[2].value = pearson(p);
}

void add_published_way(rated_cell& cell, const pairs& unit_pairs, const pairs& points,
                       const unit& u, const settings& s) {
    pairs whole = rows_as_cases(points);
    for (std::vector<double>* column : {&whole.grade, &whole.score})
        for (double& x : *column)
            x = std::nearbyint(x);
    const pairs rows = rows_as_cases(unit_pairs);
    if (rows.empty() || observed_scale(rows).size() > most_categories)
        return;
    settings by_rows = s;
    by_rows.intervals = interval_choice::percentile;
    by_rows.replicates = published_way_replicates;
    by_rows.resamples.clear();
    const cluster_tables within = tables_of(rows, u), rounded_points(whole, observed_scale(whole));
    const cluster_tables *const a[] = {&within}, *const b[] = {&rounded_points};
    const ts tolerance[] = {ts::within_tolerance}, kappa[] = {ts::kappa_quadratic_value};
    cell.published_way = {estimate_tables(a, tolerance, by_rows, cell.task)[0].values[0],
                          estimate_tables(b, kappa, by_rows, cell.task)[0].values[0]};
}

statistic kappa_of_points(const rated_cell& cell, const pairs& points) {
    if (cell.normalised)
        return undefined("the entries' scales differ: equal points do not mean equal scores");
    const scale values = observed_scale(points);
    if (values.size() > most_categories)
        return undefined("too many different scores");
    return kappa(contingency(points, values), weighting::none, spacing::value);
}

} // namespace

std::vector<double> declared_scale(const task_ratings& r, const task_scale& scale,
                                   const settings& s) {
    if (scales_differ(r))
        return {};
    return s.scale.empty() ? scale.values : s.scale;
}

scale full_scale(const std::vector<double>& declared, const pairs& p) {
    if (declared.empty())
        return {};
    scale all = scale(declared).merged(observed_scale(p));
    return all.size() <= most_categories ? all : scale();
}

scale category_set(const std::vector<double>& declared, const pairs& p) {
    scale all = full_scale(declared, p);
    return all.size() > 0 ? all : observed_scale(p);
}

rating maximum_of(const task_ratings& r, const task_scale& scale, const settings& s) {
    if (scales_differ(r))
        return std::nullopt;
    if (!s.scale.empty())
        return s.scale.back();
    if (!scale.values.empty())
        return scale.values.back();
    return scale.most ? scale.most : greatest_max(r);
}

bool scales_differ(const task_ratings& r) {
    const std::vector<double> maxima = graded_maxima(r);
    return std::ranges::any_of(maxima,
                               [&](double m) { return rounded(m) != rounded(maxima.front()); });
}

std::vector<rated_cell> rate_cells(const task_ratings& ratings,
                                   const std::vector<std::map<std::string, std::size_t>>& missing,
                                   const task_scale& scale_of_task, const settings& s) {
    const unit u = unit_of(ratings, scale_of_task, s);
    const case_numbering cases = number_cases(ratings.case_ids, ratings.size());
    const auto wanted = all_table_statistics();
    std::vector<rated_cell> cells;
    std::vector<pairs> columns;
    std::vector<cluster_tables> tables;
    std::vector<std::size_t> with_tables;
    for (std::size_t j = 0; j < ratings.judges.size(); ++j) {
        rated_cell& cell = cells.emplace_back();
        cell.judge = ratings.judges[j].judge;
        cell.task = ratings.task;
        cell.by_case = ratings.by_case;
        cell.missing = missing[j];
        cell.normalised = scales_differ(ratings);
        cell.tolerance = tolerance_text(scale_of_task, u);
        cell.eligible = static_cast<std::size_t>(
            std::ranges::count_if(ratings.grades, [](const rating& g) { return g.has_value(); }));
        columns.push_back(complete_pairs(u.ratings, j));
        const pairs& p = columns.back();
        cell.n = p.size();
        cell.cases = cases_with_pairs(p);
        cell.case_ids = ids_with_pairs(ratings, cases, p);
        cell.cases_known = ratings.names_cases();
        cell.unnamed_cases = static_cast<std::uint32_t>(pairs_without_case(u.ratings, j));
        cell.details = pair_statistics(p, scale(u.declared));
        cell.categories = observed_scale(p).values();
        cell.categories_full = full_scale(u.declared, p).values();
        if (observed_scale(p).size() > most_categories) {
            add_without_tables(cell, p, u.tolerance, s);
        } else {
            with_tables.push_back(j);
            tables.push_back(tables_of(p, u));
        }
    }
    std::vector<const cluster_tables*> judges;
    for (const cluster_tables& t : tables)
        judges.push_back(&t);
    auto estimates = estimate_tables(judges, wanted, s, ratings.task);
    for (std::size_t i = 0; i < with_tables.size(); ++i) {
        cells[with_tables[i]].statistics = std::move(estimates[i].values);
        cells[with_tables[i]].left_out = std::move(estimates[i].left_out);
    }
    for (std::size_t j = 0; j < cells.size(); ++j) {
        const pairs points = complete_pairs(ratings, j);
        add_reasons(cells[j]);
        add_points(cells[j], points, s);
        add_worst_case(cells[j], u.ratings, j, range_of(cells[j].judge, ratings, scale_of_task, u));
        if (s.published_way)
            add_published_way(cells[j], columns[j], points, u, s);
        cells[j].kappa = kappa_of_points(cells[j], points);
    }
    return cells;
}

} // namespace preceptron::analysis
