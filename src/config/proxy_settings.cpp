#include "config/proxy_settings.hpp"

#include "config/config.hpp"
#include "config/no_proxy.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::config {

namespace {

struct variable {
    std::string name, value;
};

// The first of two spellings that is set to something.
std::optional<variable> find_variable(const environment& env, std::string_view lower,
                                      std::string_view upper) {
    for (const std::string_view name : {lower, upper})
        if (auto value = env(name); value && !value->empty())
            return variable{std::string(name), std::move(*value)};
    return {};
}

// What is wrong with the variable; empty when it could be obeyed, or nobody needs it.
std::string take_variable(configuration& config, variable& found, std::string exceptions) {
    auto url = parse_proxy_url(found.value);
    const std::string why = url ? "" : url.error().message;
    wipe(found.value);
    proxy_settings proxy{
        url ? std::move(*url) : proxy_url{}, found.name, {}, std::move(exceptions)};
    const bool needed = std::ranges::any_of(config.accounts, [&](const account& a) {
        const auto peer = parse_base_url(a.base_url);
        return peer && proxy.leads_to(*peer);
    });
    if (!needed)
        return {};
    if (!why.empty())
        return found.name + ": " + why;
    const auto& allowed = config.allowed_hosts;
    if (allowed && std::ranges::find(*allowed, proxy.url.host) == allowed->end())
        return found.name + ": the host '" + proxy.url.host + "' is not in allowed_hosts";
    config.proxy = std::move(proxy);
    return {};
}

} // namespace

bool proxy_settings::leads_to(const base_url& peer) const {
    if (!peer.tls || (where == position{} && is_loopback(peer.host)))
        return false;
    return !is_without_proxy(exceptions, peer.host, peer.port);
}

void add_proxy_environment(loaded<configuration>& read, const environment& env) {
    if (!read.value)
        return;
    configuration& config = *read.value;
    if (config.without_proxy)
        return;
    const auto without = find_variable(env, "no_proxy", "NO_PROXY");
    std::string exceptions = without ? without->value : "";
    if (!config.proxy) {
        auto found = find_variable(env, "https_proxy", "HTTPS_PROXY");
        std::string why = found ? take_variable(config, *found, std::move(exceptions)) : "";
        if (!why.empty()) {
            read.problems.push_back({{}, {}, std::move(why)});
            read.faulty = std::exchange(read.value, std::nullopt);
        }
        return;
    }
    config.proxy->exceptions = std::move(exceptions);
    for (const account& a : config.accounts)
        if (!a.loopback && a.base_url.starts_with("http://"))
            read.warnings.push_back({config.file, config.proxy->where,
                                     "plain http does not go through the proxy: " + a.base_url +
                                         " is connected to directly"});
}

} // namespace preceptron::config
