// config.yaml and config.ini together, as a command starts with them.
#pragma once

#include "config/config.hpp"
#include "config/environment.hpp"
#include "config/keys.hpp"

#include <filesystem>
#include <optional>

namespace preceptron::config {

struct settings {
    configuration config;
    keys available_keys;
};

// Without `keys_file`, the keys are in config.ini beside the config, if it is there. Problems of
// both files, config.yaml's first. Whether keys are missing is asked apart: see
// config/missing_keys.hpp.
loaded<settings> load_settings(const std::filesystem::path& config_file,
                               const std::optional<std::filesystem::path>& keys_file,
                               const environment& env, paths_elsewhere elsewhere = {});

} // namespace preceptron::config
