// Which keys the configured judges need and do not have.
#pragma once

#include "config/config.hpp"
#include "config/keys.hpp"

#include <functional>
#include <vector>

namespace preceptron::config {

// One problem a key, at the first of the wanted judges that needs it. Apart from loading, since a
// plan can be made and shown without any key.
std::vector<problem>
missing_keys(const configuration& config, const keys& available,
             const std::function<bool(const judge_spec&)>& wanted = [](auto&) { return true; });

} // namespace preceptron::config
