// The task files of data/tasks, built into the program.
#pragma once

#include "core/embedded_file.hpp"

#include <span>

namespace preceptron::judging {

std::span<const embedded_file> built_in_task_files();

} // namespace preceptron::judging
