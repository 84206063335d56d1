#include "analysis/pair_estimates.hpp"

#include "agreement/pair_measure.hpp"
#include "agreement/pair_sums.hpp"
#include "analysis/interval_method.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <limits>

namespace preceptron::analysis {

using namespace agreement;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double value_or_nan(const statistic& s) {
    return s ? *s : none;
}

// bca's acceleration is over all cases: without one that has no pair nothing changes.
std::vector<double> of_all_cases(const left_out_column& rest, double whole, std::size_t rows) {
    std::vector<double> out = rest.values;
    for (std::size_t c = 0; c < out.size(); ++c)
        if (rest.rows[c] == rows)
            out[c] = whole;
    return out;
}

std::vector<double> only(std::span<const std::uint32_t> cases, const std::vector<double>& values) {
    std::vector<double> out;
    for (const std::uint32_t c : cases)
        out.push_back(values[c]);
    return out;
}

// About a second.
bool takes_too_long(const pairs& p, std::size_t cases) {
    return static_cast<double>(p.size()) * static_cast<double>(cases) > 3e8;
}

} // namespace

table_estimates estimate_pairs(const pairs& p, std::span<const table_statistic> wanted,
                               double tolerance, const settings& s, const std::string& task) {
    const std::vector<std::uint32_t> cases = cases_of(std::span(&p, 1));
    const interval_choice how =
        choice_for(p.case_count, static_cast<std::uint32_t>(cases.size()), s);
    std::vector<table_statistic> summed;
    std::ranges::copy_if(wanted, std::back_inserter(summed), adds_up);
    std::vector<replicate_values> store;
    std::vector<double> weights;
    if (how != interval_choice::jackknife_t) {
        const resamples draws = draws_for(p.case_count, s, task);
        store = bootstrap_pairs(draws, std::array{&p}, summed, tolerance, s.threads);
        weights = draws.weights();
    }
    table_estimates out;
    for (const table_statistic which : wanted) {
        const pair_measure of{which, tolerance};
        const statistic value = of(p);
        if (which == table_statistic::spearman && value && takes_too_long(p, cases.size())) {
            out.left_out.emplace_back();
            out.values.push_back({std::string(name_of(which)),
                                  value,
                                  no_interval("too many cases to rank without each of them"),
                                  {}});
            continue;
        }
        const std::vector<double> left_out =
            of_all_cases(without_each_case(p, of), value_or_nan(value), p.size());
        const std::vector<double>& with_pairs = out.left_out.emplace_back(only(cases, left_out));
        const auto row = std::ranges::find(summed, which) - summed.begin();
        const bool resampled = !store.empty() && adds_up(which);
        estimate& e = out.values.emplace_back();
        e.name = name_of(which);
        set_interval(
            e,
            {value_or_nan(value),
             resampled ? store[0].of(static_cast<std::size_t>(row)) : std::span<const double>(),
             left_out, &with_pairs, weights},
            resampled ? how : interval_choice::jackknife_t);
        if (!value) {
            e.value = value;
            e.interval = no_interval(value.undefined_reason);
        }
    }
    return out;
}

table_estimates estimate_pair_difference(const pairs& a, const pairs& b, table_statistic which,
                                         const settings& s, const std::string& task) {
    const std::vector<std::uint32_t> cases = cases_of(std::span(&a, 1));
    const interval_choice how =
        choice_for(a.case_count, static_cast<std::uint32_t>(cases.size()), s);
    const pair_measure of{which, none};
    const statistic of_a = of(a), of_b = of(b);
    const double theta = value_or_nan(of_a) - value_or_nan(of_b);
    std::vector<double> replicates, weights;
    if (how != interval_choice::jackknife_t) {
        const resamples draws = draws_for(a.case_count, s, task);
        const auto store =
            bootstrap_pairs(draws, std::array{&a, &b}, std::span(&which, 1), none, s.threads);
        replicates.resize(draws.size());
        std::ranges::transform(store[0].of(0), store[1].of(0), replicates.begin(), std::minus());
        weights = draws.weights();
    }
    std::vector<double> left_out =
        of_all_cases(without_each_case(a, of), value_or_nan(of_a), a.size());
    const std::vector<double> less =
        of_all_cases(without_each_case(b, of), value_or_nan(of_b), b.size());
    std::ranges::transform(left_out, less, left_out.begin(), std::minus());
    table_estimates out;
    const std::vector<double>& with_pairs = out.left_out.emplace_back(only(cases, left_out));
    estimate& e = out.values.emplace_back();
    e.name = name_of(which);
    set_interval(e, {theta, replicates, left_out, &with_pairs, weights}, how);
    if (const statistic& lacking = of_a ? of_b : of_a; !lacking) {
        e.value = lacking;
        e.interval = no_interval(lacking.undefined_reason);
    }
    return out;
}

} // namespace preceptron::analysis
