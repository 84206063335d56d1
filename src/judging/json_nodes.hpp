// Reads JSON into the tree that yaml-cpp makes of YAML, in a tenth of the time.
#pragma once

#include <yaml-cpp/node/node.h>

#include <string_view>

namespace preceptron::judging {

// Of strings, arrays and objects, as tools/yaml_to_json.py writes them. No node knows its place.
// Throws boost::system::system_error for what is no JSON, std::invalid_argument for other values.
YAML::Node nodes_of_json(std::string_view json);

} // namespace preceptron::judging
