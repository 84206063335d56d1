// The statistics that can be read off a table of grades against scores, and so be recomputed for
// thousands of resampled tables.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron::agreement {

enum class table_statistic : std::uint8_t {
    exact_agreement,
    within_half,
    within_one,
    within_tolerance, // of the task: table_layout::tolerance
    mae,
    rmse,
    bias,
    macro_mae,
    sd_diff,
    loa_lower,
    loa_upper,
    proportional_bias,
    pearson,
    spearman,
    kendall_tau_b,
    calib_slope,
    calib_intercept,
    ccc,
    kappa_none,
    kappa_linear_value,
    kappa_quadratic_value,
    kappa_linear_index,
    kappa_quadratic_index,
    ac1,
    ac2_linear,
    ac2_quadratic,
    alpha_nominal,
    alpha_ordinal,
    alpha_interval,
    icc1,
    icc2,
    icc3,
    icc1k,
    icc2k,
    icc3k,
};
inline constexpr std::size_t table_statistic_count = 35;

// The intraclass correlations, in the order in which icc.hpp has them.
inline constexpr std::array intraclass_statistics{table_statistic::icc1,  table_statistic::icc2,
                                                  table_statistic::icc3,  table_statistic::icc1k,
                                                  table_statistic::icc2k, table_statistic::icc3k};

// All of them, in the order above.
std::array<table_statistic, table_statistic_count> all_table_statistics();

// The printed name; a categorical one, as `kappa.quadratic.value`, still lacks its category set.
std::string_view name_of(table_statistic s);
std::optional<table_statistic> table_statistic_named(std::string_view name);

// Whether `.full` or `.union` belongs to the name.
bool is_categorical(table_statistic s);

// Whether declaring empty categories changes the value: not of value-spaced kappas.
bool depends_on_categories(table_statistic s);

// What the statistic can be at all; printed limits are clipped to it.
struct value_range {
    double lo;
    double hi;
};
value_range range_of(table_statistic s);

} // namespace preceptron::agreement
