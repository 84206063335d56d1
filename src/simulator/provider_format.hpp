// The four wire formats the simulated provider speaks.
#pragma once

#include <string_view>

namespace preceptron::simulator {

enum class provider_format { openai, openrouter, anthropic, azure };

// The provider's name in configurations and in the request log.
constexpr std::string_view to_string(provider_format format) noexcept {
    switch (format) {
    case provider_format::openai:
        return "openai";
    case provider_format::openrouter:
        return "openrouter";
    case provider_format::anthropic:
        return "anthropic";
    case provider_format::azure:
        return "azure";
    }
    return "";
}

} // namespace preceptron::simulator
