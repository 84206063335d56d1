// '%' in the values of an INI file, as Python's configparser reads it.
#pragma once

#include "config/ini_file.hpp"

namespace preceptron::config {

// In all values of `section`, which has those of [DEFAULT], too: %% becomes %, and %(name)s the
// value of that name. One that leads to no value is a problem, as there. Unlike there, any other
// '%' stands for itself: keys may hold one. Wipes what it replaces.
void interpolate(ini_section& section, problem_list& problems);

} // namespace preceptron::config
