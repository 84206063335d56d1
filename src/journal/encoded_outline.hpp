// The outline of a record as our own encoder writes it, by comparing text instead of walking the
// members: for the two types of which there is one a call.
#pragma once

#include "journal/outline.hpp"

#include <string_view>

namespace preceptron::journal {

// Fills in `o`, which must be fresh, as walk_outline does, which does not look for plain names.
// False for every other type and whenever anything is not as the encoder writes it, or harder to
// read than it usually is: an escape, a large number. `o` is then partly filled.
bool read_encoded_outline(std::string_view body, outline& o);

} // namespace preceptron::journal
