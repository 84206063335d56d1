#include "agreement/table_statistic.hpp"

#include <limits>

namespace preceptron::agreement {

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

struct description {
    std::string_view name;
    value_range range;
    bool categorical = false;
};

constexpr value_range share{0, 1};
constexpr value_range correlation{-1, 1};
constexpr value_range at_most_one{-inf, 1};
constexpr value_range not_negative{0, inf};
constexpr value_range any{-inf, inf};

// In the order of the enumeration.
constexpr std::array<description, table_statistic_count> descriptions{{
    {"exact_agreement", share},
    {"within_0.5", share},
    {"within_1", share},
    {"within_tolerance", share},
    {"mae", not_negative},
    {"rmse", not_negative},
    {"bias", any},
    {"macro_mae", not_negative},
    {"sd_diff", not_negative},
    {"loa_lower", any},
    {"loa_upper", any},
    {"proportional_bias", any},
    {"pearson", correlation},
    {"spearman", correlation},
    {"kendall_tau_b", correlation},
    {"calib_slope", any},
    {"calib_intercept", any},
    {"ccc", correlation},
    {"kappa.none", correlation, true},
    {"kappa.linear.value", correlation, true},
    {"kappa.quadratic.value", correlation, true},
    {"kappa.linear.index", correlation, true},
    {"kappa.quadratic.index", correlation, true},
    {"ac1", correlation, true},
    {"ac2.linear.value", at_most_one, true},
    {"ac2.quadratic.value", at_most_one, true},
    {"alpha.nominal", at_most_one},
    {"alpha.ordinal", at_most_one},
    {"alpha.interval", at_most_one},
    {"icc.ICC1", correlation},
    {"icc.ICC2", correlation},
    {"icc.ICC3", correlation},
    {"icc.ICC1k", at_most_one},
    {"icc.ICC2k", at_most_one},
    {"icc.ICC3k", at_most_one},
}};

const description& describe(table_statistic s) {
    return descriptions[static_cast<std::size_t>(s)];
}

} // namespace

std::array<table_statistic, table_statistic_count> all_table_statistics() {
    std::array<table_statistic, table_statistic_count> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<table_statistic>(i);
    return out;
}

std::string_view name_of(table_statistic s) {
    return describe(s).name;
}

std::optional<table_statistic> table_statistic_named(std::string_view name) {
    for (const table_statistic s : all_table_statistics())
        if (name_of(s) == name)
            return s;
    return std::nullopt;
}

bool is_categorical(table_statistic s) {
    return describe(s).categorical;
}

bool depends_on_categories(table_statistic s) {
    return is_categorical(s) && s != table_statistic::kappa_none &&
           s != table_statistic::kappa_linear_value && s != table_statistic::kappa_quadratic_value;
}

value_range range_of(table_statistic s) {
    return describe(s).range;
}

} // namespace preceptron::agreement
