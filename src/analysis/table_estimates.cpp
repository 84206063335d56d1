#include "analysis/table_estimates.hpp"

#include "agreement/replicates.hpp"
#include "analysis/interval_method.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace preceptron::analysis {

using namespace agreement;

namespace {

interval_choice choice_for(const cluster_tables& tables, const settings& s) {
    std::uint32_t cases = 0;
    for (std::uint32_t c = 0; c < tables.clusters(); ++c)
        cases += tables.occupied(c);
    return choice_for(tables.clusters(), cases, s);
}

// The values of the cases that have a pair.
std::vector<double> occupied_only(std::span<const double> left_out, const cluster_tables& tables) {
    std::vector<double> out;
    for (std::uint32_t c = 0; c < tables.clusters(); ++c)
        if (tables.occupied(c))
            out.push_back(left_out[c]);
    return out;
}

} // namespace

std::vector<table_estimates> estimate_tables(std::span<const cluster_tables* const> judges,
                                             std::span<const table_statistic> wanted,
                                             const settings& s, const std::string& task) {
    std::vector<table_estimates> out(judges.size());
    if (judges.empty())
        return out;
    std::vector<interval_choice> how;
    for (const cluster_tables* tables : judges)
        how.push_back(choice_for(*tables, s));
    std::vector<replicate_values> store;
    std::vector<double> weights;
    if (std::ranges::any_of(how, [](auto c) { return c != interval_choice::jackknife_t; })) {
        const resamples draws = draws_for(judges[0]->clusters(), s, task);
        store = bootstrap_tables(draws, judges, wanted, s.threads);
        weights = draws.weights();
    }
    for (std::size_t j = 0; j < judges.size(); ++j) {
        const std::vector<double> theta = read_total(*judges[j], wanted);
        const replicate_values left_out = jackknife_tables(*judges[j], wanted);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            out[j].left_out.push_back(occupied_only(left_out.of(i), *judges[j]));
            estimate& e = out[j].values.emplace_back();
            e.name = name_of(wanted[i]);
            const auto replicates = store.empty() ? std::span<const double>() : store[j].of(i);
            set_interval(e, {theta[i], replicates, left_out.of(i), &out[j].left_out[i], weights},
                         how[j]);
        }
    }
    return out;
}

estimate estimate_totals(const totals_estimate& e, const settings& s, const std::string& task) {
    estimate out;
    out.name = e.name;
    out.value = e.value;
    if (!e.value) {
        out.interval = no_interval(e.value.undefined_reason);
        return out;
    }
    const std::vector<double> left_out = e.totals.left_out(e.of);
    std::vector<double> with_something;
    for (std::uint32_t c = 0; c < e.totals.cases(); ++c)
        if (e.totals.occupied(c))
            with_something.push_back(left_out[c]);
    const bool chosen =
        s.intervals == interval_choice::automatic && e.how != interval_choice::automatic;
    const interval_choice how =
        chosen ? e.how
               : choice_for(e.totals.cases(), static_cast<std::uint32_t>(with_something.size()), s);
    std::vector<double> replicates, weights;
    if (how != interval_choice::jackknife_t) {
        const resamples draws = draws_for(e.totals.cases(), s, task);
        replicates = e.totals.replicates(draws, e.of, s.threads);
        weights = draws.weights();
    }
    set_interval(out, {*e.value, replicates, left_out, &with_something, weights, e.in_steps}, how);
    return out;
}

namespace {

std::vector<double> less(std::span<const double> a, std::span<const double> b) {
    std::vector<double> out(a.size());
    std::ranges::transform(a, b, out.begin(), std::minus());
    return out;
}

} // namespace

table_estimates estimate_difference(const cluster_tables& a, const cluster_tables& b,
                                    std::span<const table_statistic> wanted, const settings& s,
                                    const std::string& task) {
    const interval_choice how = choice_for(a, s);
    std::vector<replicate_values> store;
    std::vector<double> weights;
    if (how != interval_choice::jackknife_t) {
        const resamples draws = draws_for(a.clusters(), s, task);
        store = bootstrap_tables(draws, std::array{&a, &b}, wanted, s.threads);
        weights = draws.weights();
    }
    const std::vector<double> theta = less(read_total(a, wanted), read_total(b, wanted));
    const replicate_values left_out_a = jackknife_tables(a, wanted);
    const replicate_values left_out_b = jackknife_tables(b, wanted);
    table_estimates out;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::vector<double> left_out = less(left_out_a.of(i), left_out_b.of(i));
        out.left_out.push_back(occupied_only(left_out, a));
        estimate& e = out.values.emplace_back();
        e.name = name_of(wanted[i]);
        const std::vector<double> replicates =
            store.empty() ? std::vector<double>() : less(store[0].of(i), store[1].of(i));
        set_interval(e, {theta[i], replicates, left_out, &out.left_out[i], weights}, how);
    }
    return out;
}

} // namespace preceptron::analysis
