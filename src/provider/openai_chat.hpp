// OpenAI's chat completions, and servers compatible with them: vLLM, llama.cpp, Ollama, gateways.
#pragma once

#include "provider/provider.hpp"

namespace preceptron::provider {

// `name` is how the configuration calls it: this program's own simulator speaks the same format.
std::unique_ptr<const codec> make_openai_chat(std::string_view name);

} // namespace preceptron::provider
