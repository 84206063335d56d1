// What in a configuration does not go together with its dataset.
#pragma once

#include "config/problem.hpp"
#include "session/planning/run_inputs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

// How a message about the dataset begins, by where it is named.
std::string dataset_named(const config::configuration& config);

// A pipe or a terminal: it can be read once only, and tables, export and report need the entries
// again.
std::optional<config::problem> passing_dataset(const config::configuration& config);

// A dataset that the run would write anew, with what the journal knows of it. `judged`: the tasks
// of its entries that are asked for.
std::vector<config::problem> overwritten_dataset(const config::configuration& config,
                                                 const std::vector<std::string>& judged);

// Judges and tasks whose names together are too long for a file.
std::vector<config::problem> long_file_names(const run_inputs& inputs,
                                             const std::vector<std::string>& judged);

// Warnings: names in analysis.families that no judge and no model has.
std::vector<config::problem> unknown_relatives(const run_inputs& inputs);

} // namespace preceptron::session
