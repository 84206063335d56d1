// An INI file as Python's configparser reads it, with the line of each value.
#pragma once

#include "config/problem.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::config {

struct ini_value {
    std::string text; // continuation lines are joined by '\n'
    int line = 0;
};

struct ini_section {
    int line = 0;
    std::map<std::string, ini_value, std::less<>> options; // names in lower case
};

struct ini_file {
    std::map<std::string, ini_section, std::less<>> sections; // names in lower case
    ini_section defaults;                                     // [DEFAULT]

    // A section with the values of [DEFAULT] for the names it does not give itself.
    std::optional<ini_section> with_defaults(std::string_view section) const;
};

// `text` as clean_text leaves it. As in configparser: '=' or ':' ends a name, whole lines are
// comments after '#' or ';' (never the rest of a line), a line indented more than its option's
// continues the value, and repeated sections or options are problems. Unlike there, [API_KEYS] is
// [api_keys]. For '%' see ini_interpolation.hpp.
ini_file parse_ini(std::string_view text, problem_list& problems);

} // namespace preceptron::config
