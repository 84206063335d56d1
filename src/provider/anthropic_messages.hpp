// Anthropic's Messages API, version 2023-06-01 unless judge.api_version names another.
#pragma once

#include "provider/provider.hpp"

namespace preceptron::provider {

std::unique_ptr<const codec> make_anthropic_messages();

} // namespace preceptron::provider
