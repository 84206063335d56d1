// All that a run reads before it does anything: configuration, keys, tasks, prices, dataset. Every
// problem of every file is found in one go, before anything is written or sent.
#pragma once

#include "config/environment.hpp"
#include "config/load_settings.hpp"
#include "dataset/dataset.hpp"
#include "judging/prompt_choice.hpp"
#include "judging/task_set.hpp"
#include "session/planning/run_options.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace preceptron::session {

// A configured judge with what it is asked and what it costs.
struct prepared_judge {
    judge_spec spec;
    const judging::task_set* tasks; // its own when `prompt` is a task file, else all judges'
    judging::prompt_choice prompt{};
    bool selected = true;               // by --models
    std::optional<token_price> price{}; // configured, or from the price table
    rate_limits limits{};               // beside its account's
};

struct run_inputs {
    config::configuration config;
    config::keys keys;
    judging::task_set tasks;
    std::deque<judging::task_set> own_tasks; // of judges whose prompt is a task file
    dataset::dataset data;
    std::vector<prepared_judge> judges; // all configured ones, in order
    std::vector<std::string> task_names; // `benchmark` values to judge; empty = all known ones
    std::string prices_as_of;

    // Whether entries with this `benchmark` value are asked for, by configuration and command line.
    bool wants_task(std::string_view benchmark) const noexcept;
};

// The value is on the heap because judges point into it.
struct loaded_inputs {
    std::unique_ptr<run_inputs> value; // null when there are problems
    std::vector<config::problem> problems;
    std::vector<config::problem> warnings;
};

// `price_list`: data/prices.yaml as JSON, which is built in.
loaded_inputs load_inputs(const run_options& options, const config::environment& env,
                          std::string_view price_list);

// The same for settings that are there already.
loaded_inputs prepare_inputs(config::settings settings, const run_options& options,
                             std::string_view price_list);

} // namespace preceptron::session
