// extra_body: JSON written as YAML.
#pragma once

#include "config/map_reader.hpp"
#include "config/yaml_value.hpp"

#include <boost/json/object.hpp>

namespace preceptron::config {

// `map` must be a map. Unquoted scalars are null, true, false or a number where they read as one,
// and text otherwise; yes, no, on and off must be quoted, since readers of YAML disagree about
// them.
boost::json::object read_extra_body(const yaml_value& map, problem_list& problems);

// Warns of members of `body` that go before a key that `judge` has, too: the request says one thing
// and the configuration another.
void warn_of_replaced_keys(const yaml_value& body, const map_reader& judge, problem_list& problems);

} // namespace preceptron::config
