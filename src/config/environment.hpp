// Environment variables, handed in so that tests need not change the process's own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::config {

using environment = std::function<std::optional<std::string>(std::string_view)>;

// The process's own variables.
environment process_environment();

} // namespace preceptron::config
