// What a configuration with mistakes leaves in doubt: where a mistake may be the reason why
// something else looks wrong, nothing is said of that.
#pragma once

#include "config/config.hpp"
#include "config/problem.hpp"

#include <string>
#include <vector>

namespace preceptron::session {

struct config_doubts {
    bool tasks = false;               // where names of tasks come from
    bool judges = false;              // which judges there are
    bool prices = false;              // of any judge
    bool keys = false;                // which keys there are, or which are wanted
    std::vector<std::string> aliases; // whose targets are not told: names of theirs may be right
};

// `problems` of config.yaml and config.ini, of which `read` is what could be read.
config_doubts doubts_of(const std::vector<config::problem>& problems,
                        const config::configuration& read);

} // namespace preceptron::session
