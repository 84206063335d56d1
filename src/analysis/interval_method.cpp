#include "analysis/interval_method.hpp"

#include "agreement/bootstrap_interval.hpp"
#include "agreement/jackknife.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace preceptron::analysis {

using namespace agreement;

const resample_set* given_draws(std::uint32_t cases, const settings& s) {
    for (const resample_set& each : s.resamples)
        if (!each.empty() && each[0].size() == cases)
            return &each;
    return nullptr;
}

interval_choice choice_for(std::uint32_t all, std::uint32_t cases, const settings& s) {
    if (s.intervals != interval_choice::automatic)
        return s.intervals;
    if (given_draws(all, s))
        return interval_choice::bca;
    return cases < cases_for_bootstrap ? interval_choice::jackknife_t : interval_choice::bca;
}

resamples draws_for(std::uint32_t cases, const settings& s, const std::string& task) {
    if (const auto* given = given_draws(cases, s))
        return resamples::fixed(cases, *given);
    if (cases <= resamples::most_clusters_enumerated)
        return resamples::exhaustive(cases);
    return resamples::random(cases, s.replicates, s.seed, task);
}

void method_names::add(const estimate& e) {
    constexpr std::string_view of_all = ", enumerated";
    std::string_view method = e.method;
    if (method.ends_with(of_all)) {
        enumerated_ = true;
        method.remove_suffix(of_all.size());
    }
    if (!method.empty() && std::ranges::find(names_, method) == names_.end())
        names_.push_back(method);
}

std::string method_names::text() const {
    std::string all;
    for (const std::string_view name : names_)
        all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

namespace {

// Of equal replicates some differ in their last digits.
bool has_width(const interval& i, double theta) {
    return i.hi - i.lo > 1e-12 * std::max(1.0, std::abs(theta));
}

// Of larger numbers the cubes that bca sums up are not finite: none of them is a score, and without
// them it is the percentile interval.
std::span<const double> fit_for_bca(std::span<const double> left_out) {
    constexpr double most = 1e90;
    const bool fit = std::ranges::all_of(left_out, [](double x) { return std::abs(x) <= most; });
    return fit ? left_out : std::span<const double>();
}

constexpr std::string_view both_ends_alike = "both ends fall on one resample";

// Those that are undefined apart.
interval range_of(std::span<const double> replicates) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    interval out{infinity, -infinity};
    for (const double x : replicates)
        if (std::isfinite(x))
            out = {std::min(out.lo, x), std::max(out.hi, x)};
    return out;
}

std::string_view why_without_width(const series& x) {
    if (x.with_pairs->size() < 2)
        return "fewer than two cases";
    if (x.replicates.size() < 2)
        return "fewer than two resamples";
    return has_width(range_of(x.replicates), x.theta) ? both_ends_alike : no_variation;
}

} // namespace

void set_interval(estimate& e, const series& x, interval_choice how) {
    e.value = std::isnan(x.theta) ? undefined("the data do not determine it") : defined(x.theta);
    if (!e.value) {
        e.interval = no_interval("the statistic is undefined");
        return;
    }
    if (how == interval_choice::jackknife_t) {
        e.interval = jackknife_t_interval(x.theta, *x.with_pairs);
        e.method = e.interval ? "jackknife-t" : "";
        return;
    }
    const bool exact = !x.weights.empty();
    bootstrap_distribution distribution(x.replicates, x.weights);
    if (how == interval_choice::bca) {
        const bca_interval interval = bca(distribution, x.theta, fit_for_bca(x.left_out));
        e.interval = interval.interval;
        e.method = interval.fell_back ? (exact ? "percentile, enumerated" : "percentile")
                                      : (exact ? "bca, enumerated" : "bca");
    } else {
        e.interval = percentile_interval(distribution);
        e.method = exact ? "percentile, enumerated" : "percentile";
    }
    if (e.interval && !has_width(*e.interval, x.theta))
        if (const std::string_view why = why_without_width(x);
            !x.in_steps || (why != no_variation && why != both_ends_alike))
            e.interval = no_interval(why);
    if (!e.interval)
        e.method = "";
}

} // namespace preceptron::analysis
