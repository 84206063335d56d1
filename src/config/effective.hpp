// The configuration that holds, defaults and all, for the run's manifest.
#pragma once

#include "config/config.hpp"

#include <string>

namespace preceptron::config {

// One JSON object, its members always in the same order; no key, and no password of a proxy.
std::string effective_json(const configuration& config, int indent = 0);

// SHA-256 of effective_json, 64 hex digits: equal exactly when the same settings hold.
std::string config_hash(const configuration& config);

} // namespace preceptron::config
