// The providers a configuration may name, and what holds for each when it says nothing else.
#pragma once

#include <array>
#include <string_view>

namespace preceptron::config {

struct provider_defaults {
    std::string_view name;
    std::string_view base_url; // empty: there is none; azure's is the endpoint, see azure_settings
    std::string_view key_name; // under [api_keys]; azure's stands under [azure]; or "none"
    std::string_view key_variable; // the environment's name for that key
    bool has_api_version = false;
};

inline constexpr std::string_view no_key = "none";

inline constexpr std::array providers{
    provider_defaults{"openai", "https://api.openai.com/v1", "openai", "OPENAI_API_KEY"},
    provider_defaults{"openrouter", "https://openrouter.ai/api/v1", "openrouter",
                      "OPENROUTER_API_KEY"},
    provider_defaults{"anthropic", "https://api.anthropic.com", "anthropic", "ANTHROPIC_API_KEY",
                      true},
    provider_defaults{"azure", "", "azure", "AZURE_OPENAI_API_KEY", true},
    provider_defaults{"simulated", "", no_key, ""},
};

inline constexpr std::array provider_names{providers[0].name, providers[1].name, providers[2].name,
                                           providers[3].name, providers[4].name};

constexpr const provider_defaults* find_provider(std::string_view name) noexcept {
    for (const provider_defaults& p : providers)
        if (p.name == name)
            return &p;
    return nullptr;
}

} // namespace preceptron::config
