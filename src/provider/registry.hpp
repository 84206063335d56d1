// All providers by the name the configuration gives them.
#pragma once

#include "provider/provider.hpp"

#include <string_view>
#include <vector>

namespace preceptron::provider {

// Null if there is none. Codecs are stateless and live for the whole program.
const codec* find_codec(std::string_view name);

// In the order of the documentation.
std::vector<std::string_view> codec_names();

} // namespace preceptron::provider
