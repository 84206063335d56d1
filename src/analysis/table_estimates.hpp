// Statistics of tables, and of sums over cases, with cluster intervals.
#pragma once

#include "agreement/case_totals.hpp"
#include "agreement/cluster_tables.hpp"
#include "agreement/table_statistic.hpp"
#include "analysis/estimate.hpp"
#include "analysis/settings.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace preceptron::analysis {

struct table_estimates {
    std::vector<estimate> values;              // one a statistic wanted
    std::vector<std::vector<double>> left_out; // of each, without each case that has a pair
};

// For each of several judges of one task; all share the resamples.
std::vector<table_estimates>
estimate_tables(std::span<const agreement::cluster_tables* const> judges,
                std::span<const agreement::table_statistic> wanted, const settings& s,
                const std::string& task);

// Judge A less judge B on tables of one layout. Names are those of the statistics.
table_estimates estimate_difference(const agreement::cluster_tables& a,
                                    const agreement::cluster_tables& b,
                                    std::span<const agreement::table_statistic> wanted,
                                    const settings& s, const std::string& task);

// A statistic of sums over cases, whose value on all of them is `value`. `how`: for the automatic
// choice. `in_steps`: as series has it.
struct totals_estimate {
    std::string_view name;
    agreement::statistic value;
    const agreement::case_totals& totals;
    agreement::totals_statistic of;
    interval_choice how = interval_choice::automatic;
    bool in_steps = false;
};
estimate estimate_totals(const totals_estimate& e, const settings& s, const std::string& task);

} // namespace preceptron::analysis
