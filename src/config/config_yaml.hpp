// Reads one YAML document strictly: what yaml-cpp would let pass in silence (the second of two
// equal keys, an alias, a second document, a quote that never closes) is a problem here.
#pragma once

#include "config/yaml_value.hpp"

#include <optional>
#include <string>

namespace preceptron::config {

// `text` as clean_text leaves it. Absent when the text is no YAML; then the last problem added is
// the syntax error. An empty document is null. Below an x-… key anchors, aliases and repeated keys
// are the user's own affair.
std::optional<yaml_value> parse_yaml(const std::string& text, problem_list& problems);

} // namespace preceptron::config
