#include "config/environment.hpp"

#include <cstdlib>

namespace preceptron::config {

environment process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* const value = std::getenv(std::string(name).c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
}

} // namespace preceptron::config
