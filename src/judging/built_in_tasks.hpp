// The task files of data/tasks, built into the program as JSON.
#pragma once

#include "core/embedded_file.hpp"

#include <span>

namespace preceptron::judging {

std::span<const embedded_file> built_in_task_files(); // written by tools/embed_files.py

} // namespace preceptron::judging
