// Our own values for the data sets of tests/golden, by the names the oracle files use.
#pragma once

#include "agreement/golden_check.hpp"
#include "agreement/pair_statistics.hpp"
#include "agreement/table_statistic.hpp"

#include <string>
#include <vector>

namespace golden {

boost::json::value to_json(const preceptron::agreement::statistic& s);
boost::json::value to_json(const preceptron::agreement::interval_estimate& i);
boost::json::value to_json(const preceptron::agreement::estimate& e);

// The categories that a check of a `.full` statistic declares; empty when there is none.
preceptron::agreement::scale declared_scale(const std::vector<check>& checks, std::string_view stat);

preceptron::agreement::table_statistic statistic_named(std::string_view name);

computed pair_values(const std::string& dataset, const std::vector<check>& checks);
void add_fixed_resamples(const std::string& dataset, const std::vector<check>& checks,
                         computed& out);
computed rater_values(const std::string& dataset);
computed repeat_values(const std::string& dataset);
computed full_values(const std::vector<check>& checks);
computed adjusted_p_values(const std::vector<check>& checks);
computed bootstrap_values();
computed paired_values(const std::vector<check>& checks);
computed jackknife_values(const std::vector<check>& checks);

} // namespace golden
