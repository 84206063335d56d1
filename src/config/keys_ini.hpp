// Reads config.ini: the keys under [api_keys] and azure's settings under [azure]. What the file
// does not give, the environment may.
#pragma once

#include "config/environment.hpp"
#include "config/keys.hpp"
#include "config/problem.hpp"

#include <filesystem>
#include <string>

namespace preceptron::config {

// A file that is not there is a problem (errc::no_such_input) only when `named`: when the user
// asked for it. Warns of a file with keys in it that others can read.
loaded<keys> read_keys(const std::filesystem::path& file, bool named, const environment& env);

// The same from the text; wipes it.
loaded<keys> parse_keys(std::string text, const std::filesystem::path& file,
                        const environment& env);

} // namespace preceptron::config
