// extra_body: JSON written as YAML.
#pragma once

#include "config/yaml_value.hpp"

#include <boost/json/object.hpp>

namespace preceptron::config {

// `map` must be a map. Unquoted scalars are null, true, false or a number where they read as one,
// and text otherwise; yes, no, on and off must be quoted, since readers of YAML disagree about
// them.
boost::json::object read_extra_body(const yaml_value& map, problem_list& problems);

} // namespace preceptron::config
