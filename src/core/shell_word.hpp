// A word of a command line that is suggested, to be pasted as it stands.
#pragma once

#include <string>

namespace preceptron {

// As a shell reads it back: in quotes where it needs them.
std::string shell_word(const std::string& word);

} // namespace preceptron
