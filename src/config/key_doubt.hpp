// What is doubtful about the value of a key that could be sent.
#pragma once

#include <string_view>

namespace preceptron::config {

// Words that follow "the key for 'openai'", with what to do; empty = nothing. A doubtful key is
// sent as it stands all the same, as Python's configparser would hand it over. Holds none of the
// value.
std::string_view doubt_about_key(std::string_view value);

} // namespace preceptron::config
