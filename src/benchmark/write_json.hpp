// Kept JSON, written again: of a configuration's extra_body, say.
#pragma once

#include "core/json_text.hpp"

#include <boost/json/value.hpp>

namespace preceptron {

// Writes `value` as it is, numbers as core/json_text.hpp prints them.
void write_json(json_writer& out, const boost::json::value& value);

} // namespace preceptron
