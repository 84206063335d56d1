// '%' in the values of an INI file, as Python's configparser reads it.
#pragma once

#include "config/ini_file.hpp"

#include <map>
#include <string>
#include <string_view>

namespace preceptron::config {

// In all values of `section`, which has those of [DEFAULT], too: %% becomes %, and %(name)s the
// value of that name. Unlike there, any other '%' stands for itself: keys may hold one. Wipes what
// it replaces. Returns, by option, why a value cannot be had, without any of it; that one is empty
// then. As there, it matters only to those who ask for it.
std::map<std::string, std::string_view> interpolate(ini_section& section);

} // namespace preceptron::config
