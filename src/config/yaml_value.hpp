// A YAML document as plain values with positions: what config_yaml makes of a file, so that no
// other unit knows the library that read it.
#pragma once

#include "config/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::config {

struct yaml_member;

struct yaml_value {
    enum class kind {
        null,
        scalar,
        list,
        map,
        unusable, // there was a value, its problem has been reported: say no more about it
    };

    kind type = kind::null;
    position where;
    std::string text{};                 // of a scalar
    bool quoted = false;              // a scalar in quotes is never a number, a boolean or null
    std::vector<yaml_value> items{};    // of a list
    std::vector<yaml_member> members; // of a map, in the file's order; names are unique
};

struct yaml_member {
    std::string name;
    position where; // of the name
    yaml_value value;
};

// What a user would call it: "a list", "'30'", "the text \"30\"", "nothing".
std::string describe(const yaml_value& value);

// Names that belong to the user: x-…
bool is_extension(std::string_view name) noexcept;

} // namespace preceptron::config
