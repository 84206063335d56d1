#include "session/not_yet.hpp"

#include <string>

namespace preceptron::session {

namespace {

config::problem refuse(const config::configuration& config, config::position where,
                       std::string_view key) {
    return {config.file, where,
            std::string(key) + ": not yet: this version does not obey it; take it out to go on "
                               "without"};
}

} // namespace

std::vector<config::problem> not_yet_problems(const config::configuration& config) {
    std::vector<config::problem> refused;
    if (config.budget_usd)
        refused.push_back(refuse(config, {}, "budget_usd"));
    if (config.adaptive == true)
        refused.push_back(refuse(config, {}, "adaptive: true"));
    if (!config.limits_by_provider.empty())
        refused.push_back(refuse(config, {}, "limits"));
    for (const config::account& a : config.accounts)
        if (a.limits.any() && config.limits_by_provider.empty())
            refused.push_back(refuse(config, {}, "limits of the account '" + a.name + "'"));
    for (const config::configured_judge& judge : config.judges)
        if (judge.limits.any())
            refused.push_back(refuse(config, judge.limits_at, "limits"));
    return refused;
}

} // namespace preceptron::session
