// The tasks of a configuration, beside those that are built in.
#pragma once

#include "config/config.hpp"
#include "config/problem.hpp"
#include "judging/task_set.hpp"
#include "session/planning/config_doubts.hpp"

#include <span>
#include <string>
#include <vector>

namespace preceptron::session {

// Adds the tasks of `tasks_dir` and the aliases of `config` to `tasks`, and looks whether the tasks
// to be judged are known: those of the command line (`wanted`), or else the configuration's. What
// is wrong, each where it was written; names that may be right by `doubts` are none of it.
std::vector<config::problem> add_configured_tasks(judging::task_set& tasks,
                                                  const config::configuration& config,
                                                  const config_doubts& doubts,
                                                  std::span<const std::string> wanted);

} // namespace preceptron::session
