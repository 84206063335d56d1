#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"

#include "agreement/bootstrap_interval.hpp"
#include "agreement/distribution.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/replicates.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace golden {

using namespace preceptron::agreement;
namespace json = boost::json;

// The oracle files shorten some names.
table_statistic statistic_named(std::string_view name) {
    if (name == "qwk_value")
        return table_statistic::kappa_quadratic_value;
    if (name == "kappa_none")
        return table_statistic::kappa_none;
    if (name == "exact")
        return table_statistic::exact_agreement;
    if (const auto s = table_statistic_named(name))
        return *s;
    throw std::runtime_error("no table statistic is called " + std::string(name));
}

namespace {

pairs read_pairs(const std::string& dataset) {
    task_ratings task = read_task(dataset + ".csv");
    if (dataset == "G06_mgmt_norm")
        task = normalised(task);
    return complete_pairs(task, 0);
}

json::array first(std::span<const double> values, std::size_t n) {
    const auto head = values.first(std::min(n, values.size()));
    return json::array(head.begin(), head.end());
}

// One statistic with everything an oracle may ask of it.
struct resampled {
    double theta;
    std::vector<double> replicates;
    std::vector<double> weights;
    std::vector<double> left_out;       // of all cases
    std::vector<double> left_out_pairs; // of those that have pairs
};

resampled resample(const pairs& p, const resamples& draws, table_statistic s) {
    const cluster_tables tables(p, observed_scale(p));
    const cluster_tables* judge = &tables;
    const std::vector<replicate_values> store =
        bootstrap_tables(draws, std::span(&judge, 1), std::span(&s, 1), 2);
    const replicate_values left_out = jackknife_tables(tables, std::span(&s, 1));
    resampled out;
    out.theta = read_total(tables, std::span(&s, 1))[0];
    out.replicates.assign(store[0].of(0).begin(), store[0].of(0).end());
    out.weights = draws.weights();
    out.left_out.assign(left_out.of(0).begin(), left_out.of(0).end());
    for (std::uint32_t c = 0; c < tables.clusters(); ++c)
        if (tables.occupied(c))
            out.left_out_pairs.push_back(left_out.of(0)[c]);
    return out;
}

} // namespace

namespace {

// A resample that draws every case once has the statistic of the data, but in numpy, which adds the
// rows in another order, not always to the last bit: the oracle then counts half of a tie on the
// wrong side. Its z0 is accepted when it lies among those that the ties allow, and the interval is
// held against the oracle at that z0.
bool ties_allow(const resampled& r, double z0) {
    const double tie = 1e-12 * std::max(1.0, std::abs(r.theta));
    double below = 0, upto = 0;
    for (const double x : r.replicates) {
        below += x < r.theta - tie;
        upto += x <= r.theta + tie;
    }
    const double share = normal_cdf(z0) * static_cast<double>(r.replicates.size());
    return below <= share && share <= upto;
}

double expected_z0(const std::vector<check>& checks, const std::string& stat, double ours) {
    for (const check& c : checks)
        if (c.stat == stat && c.expected.is_array())
            return c.expected.as_array()[0].to_number<double>();
    return ours;
}

} // namespace

void add_fixed_resamples(const std::string& dataset, const std::vector<check>& checks,
                         computed& out) {
    const pairs p = read_pairs(dataset);
    const std::string file =
        "G60_resamples_C" + std::to_string(p.case_count) + "_B2000.csv";
    const resamples draws = resamples::fixed(p.case_count, read_resamples(file));
    for (const table_statistic s : all_table_statistics()) {
        if (s == table_statistic::within_tolerance)
            continue; // the oracle knows no tasks
        const resampled r = resample(p, draws, s);
        bootstrap_distribution distribution(r.replicates, r.weights);
        bca_interval interval = bca(distribution, r.theta, r.left_out);
        std::string name(name_of(s));
        if (s == table_statistic::kappa_quadratic_value)
            name = "qwk_value";
        else if (s == table_statistic::kappa_none)
            name = "kappa_none";
        else if (s == table_statistic::exact_agreement)
            name = "exact";
        const std::string head = "boot." + name + ".";
        const double z0 = expected_z0(checks, head + "bca_z0_a", interval.z0);
        if (std::abs(z0 - interval.z0) > 1e-9 && ties_allow(r, z0)) {
            interval.z0 = z0;
            interval.interval = bca_between(distribution, z0, interval.acceleration);
        }
        out[head + "theta"] = r.theta;
        out[head + "replicates_first10"] = first(r.replicates, 10);
        out[head + "n_undefined"] = distribution.undefined_count();
        out[head + "se"] = distribution.standard_error();
        out[head + "ci_percentile"] = to_json(percentile_interval(distribution));
        out[head + "jackknife_first5"] = first(r.left_out, 5);
        out[head + "jackknife_se"] = to_json(jackknife_standard_error(r.left_out));
        out[head + "ci_bca"] = to_json(interval.interval);
        out[head + "bca_z0_a"] = {interval.z0, interval.acceleration};
    }
}

computed bootstrap_values() {
    computed out;
    for (const std::string dataset : {"G01_bond_small", "G02_bond_half", "G03_ridea"}) {
        const pairs p = read_pairs(dataset);
        const resamples draws = resamples::random(p.case_count, 10000, 1, dataset);
        for (const char* stat : {"qwk_value", "pearson", "mae", "rmse", "bias", "exact"}) {
            const resampled r = resample(p, draws, statistic_named(stat));
            bootstrap_distribution distribution(r.replicates, r.weights);
            const std::string head = "monte_carlo/" + dataset + "/" + stat + "/";
            out[head + "theta"] = r.theta;
            out[head + "boot_mean"] = distribution.mean();
            out[head + "boot_se"] = distribution.standard_error();
            out[head + "q0.025"] = distribution.quantile(0.025);
            out[head + "q0.975"] = distribution.quantile(0.975);
        }
    }
    for (const std::string dataset : {"G04_diag", "G06_mgmt_norm"}) {
        const pairs p = read_pairs(dataset);
        const resamples draws = resamples::exhaustive(p.case_count);
        const std::string head = "exact_enumeration/" + dataset + "/";
        out[head + "n_distinct_resamples"] = draws.size();
        for (const char* stat : {"qwk_value", "pearson", "mae", "rmse", "bias", "exact"}) {
            const resampled r = resample(p, draws, statistic_named(stat));
            bootstrap_distribution distribution(r.replicates, r.weights);
            out[head + stat] = json::object{{"boot_mean", distribution.mean()},
                                            {"boot_se_exact", distribution.standard_error()},
                                            {"q0.025_inverse_cdf", distribution.quantile(0.025)},
                                            {"q0.975_inverse_cdf", distribution.quantile(0.975)}};
        }
    }
    return out;
}

computed jackknife_values(const std::vector<check>& checks) {
    computed out;
    for (const check& c : checks) {
        const std::size_t slash = c.stat.find('/');
        const std::string dataset = c.stat.substr(0, c.stat.find(".csv"));
        const pairs p = read_pairs(dataset);
        const resampled r = resample(p, resamples::random(p.case_count, 1, 1, dataset),
                                     statistic_named(std::string_view(c.stat).substr(slash + 1)));
        out[c.stat] = json::object{{"theta", r.theta},
                                   {"C", cases_with_pairs(p)},
                                   {"se", to_json(jackknife_standard_error(r.left_out_pairs))},
                                   {"ci", to_json(jackknife_t_interval(r.theta, r.left_out_pairs))}};
    }
    return out;
}

} // namespace golden
