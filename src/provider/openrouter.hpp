// OpenRouter: OpenAI's format with errors, limits and costs of its own.
#pragma once

#include "provider/provider.hpp"

namespace preceptron::provider {

std::unique_ptr<const codec> make_openrouter();

} // namespace preceptron::provider
