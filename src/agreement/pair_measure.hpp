// The statistics of pairs whose cases are left out one by one, at a cost that grows with the rows
// and not with rows times cases: without case ids each of thousands of rows is a case.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"
#include "agreement/table_statistic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace preceptron::agreement {

// All table statistics but those of categories and the nominal and ordinal alpha;
// kappa_quadratic_value is one, being concordance. Others throw std::invalid_argument.
bool is_of_pairs(table_statistic which) noexcept;
struct pair_measure {
    table_statistic which;
    double tolerance = 0; // of within_tolerance; NaN: the task has none

    statistic operator()(const pairs& p) const;
};

// By case number.
struct left_out_column {
    std::vector<double> values;    // without the case; NaN where undefined
    std::vector<std::size_t> rows; // that are left
};
left_out_column without_each_case(const pairs& p, const pair_measure& of);

// Cases with a row in any of these columns, ascending; their cases are numbered alike.
std::vector<std::uint32_t> cases_of(std::span<const pairs> columns);

} // namespace preceptron::agreement
