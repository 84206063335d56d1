#include "agreement/pair_statistics.hpp"

#include "agreement/alpha.hpp"
#include "agreement/bland_altman.hpp"
#include "agreement/calibration.hpp"
#include "agreement/concordance.hpp"
#include "agreement/contingency.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/gwet.hpp"
#include "agreement/icc.hpp"
#include "agreement/kappa.hpp"

#include "core/json_text.hpp"

#include <string_view>

namespace preceptron::agreement {

namespace {

using estimates = std::vector<named_estimate>;

void add_deviations(estimates& out, const pairs& p) {
    out.push_back({"exact_agreement", share_within(p, 0)});
    out.push_back({"within_0.5", share_within(p, 0.5)});
    out.push_back({"within_1", share_within(p, 1)});
    out.push_back({"mae", mean_absolute_error(p)});
    out.push_back({"rmse", root_mean_square_error(p)});
    out.push_back({"bias", bias(p)});
    out.push_back({"macro_mae", macro_mean_absolute_error(p)});
    keyed_numbers levels;
    for (const level_error& level : error_by_grade(p))
        levels.emplace_back(number_text(level.grade), level.mean_absolute_error);
    if (levels.empty())
        out.push_back({"mae_by_grade", mean_absolute_error(p)}); // and why there is none
    else
        out.push_back({"mae_by_grade", std::move(levels)});
    out.push_back({"sd_diff", standard_deviation_of_differences(p)});
    out.push_back({"bias_ci_t", bias_interval_iid(p)});
    const agreement_limits limits = limits_of_agreement(p);
    out.push_back({"loa_lower", limits.lower});
    out.push_back({"loa_upper", limits.upper});
    out.push_back({"loa_lower_ci", limits.lower_interval_iid});
    out.push_back({"loa_upper_ci", limits.upper_interval_iid});
    out.push_back({"diff_p2.5", limits.lower_percentile});
    out.push_back({"diff_p97.5", limits.upper_percentile});
    out.push_back({"proportional_bias", proportional_bias(p)});
}

void add_correlations(estimates& out, const pairs& p, bool categories) {
    out.push_back({"pearson", pearson(p)});
    out.push_back({"spearman", spearman(p)});
    out.push_back({"kendall_tau_b", kendall_tau_b(p)});
    out.push_back({"pearson_ci_fisher", pearson_interval_fisher(p)});
    const calibration line = calibrate(p);
    out.push_back({"calib_slope", line.slope});
    out.push_back({"calib_intercept", line.intercept});
    out.push_back({"calib_slope_ci", line.slope_interval_iid});
    out.push_back({"ccc", concordance(p)});
    out.push_back({"ccc_ci_z", concordance_interval_iid(p)});
    out.push_back({"ccc_bias_correction_Cb", concordance_bias_correction(p)});
    for (const intraclass_correlation& icc : intraclass_correlations(p)) {
        out.push_back({"icc." + std::string(icc.name), icc.estimate});
        out.push_back({"icc_ci." + std::string(icc.name), icc.interval});
        out.push_back({"icc_F." + std::string(icc.name), icc.f});
    }
    out.push_back({"alpha.interval", krippendorff_alpha(p, measurement::interval)});
    for (const auto& [name, level] : {std::pair{"alpha.nominal", measurement::nominal},
                                      {"alpha.ordinal", measurement::ordinal}})
        out.push_back({name, categories ? krippendorff_alpha(p, level)
                                        : undefined("the scale has too many values")});
}

void add_kappa(estimates& out, const contingency& table, std::string_view scheme, weighting w,
               spacing s, const std::string& set) {
    const std::string tail = std::string(scheme) + "." + set;
    out.push_back({"kappa." + tail, kappa(table, w, s)});
    out.push_back({"kappa_se." + tail, kappa_standard_error_iid(table, w, s)});
}

void add_gwet(estimates& out, const contingency& table, std::string_view name, weighting w,
              const std::string& set) {
    const std::string full = std::string(name) + "." + set;
    out.push_back({full, gwet_ac(table, w, spacing::value)});
    out.push_back({"ac_se." + full, gwet_ac_standard_error_iid(table, w, spacing::value)});
}

void add_categorical(estimates& out, const pairs& p, const scale& categories,
                     const std::string& set) {
    const contingency table(p, categories);
    count_table counts(table.size(), std::vector<std::int64_t>(table.size()));
    for (std::size_t a = 0; a < table.size(); ++a)
        for (std::size_t b = 0; b < table.size(); ++b)
            counts[a][b] = table.count(a, b);
    out.push_back({"confusion." + set, std::move(counts)});
    add_kappa(out, table, "none", weighting::none, spacing::value, set);
    add_kappa(out, table, "linear.value", weighting::linear, spacing::value, set);
    add_kappa(out, table, "linear.index", weighting::linear, spacing::index, set);
    add_kappa(out, table, "quadratic.value", weighting::quadratic, spacing::value, set);
    add_kappa(out, table, "quadratic.index", weighting::quadratic, spacing::index, set);
    add_gwet(out, table, "ac1", weighting::none, set);
    add_gwet(out, table, "ac2.linear.value", weighting::linear, set);
    add_gwet(out, table, "ac2.quadratic.value", weighting::quadratic, set);
}

// In place of add_categorical. Quadratic kappa is concordance, whatever the categories.
void add_reasons(estimates& out, const pairs& p, const std::string& set) {
    for (const char* name :
         {"kappa.none", "kappa.linear.value", "kappa.linear.index", "kappa.quadratic.index", "ac1",
          "ac2.linear.value", "ac2.quadratic.value"})
        out.push_back({std::string(name) + "." + set, undefined("the scale has too many values")});
    out.push_back({"kappa.quadratic.value." + set, concordance(p)});
}

} // namespace

std::vector<named_estimate> pair_statistics(const pairs& p, const scale& declared) {
    estimates out;
    add_deviations(out, p);
    const scale observed = observed_scale(p);
    const bool categories = observed.size() <= most_categories;
    add_correlations(out, p, categories);
    const auto add = [&](const scale& all, const std::string& set) {
        all.size() <= most_categories ? add_categorical(out, p, all, set)
                                      : add_reasons(out, p, set);
    };
    add(observed, "union");
    if (declared.size() > 0)
        add(declared.merged(observed), "full");
    return out;
}

} // namespace preceptron::agreement
