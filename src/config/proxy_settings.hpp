// The proxy of a run: `proxy` in config.yaml (none: there is none), else https_proxy or
// HTTPS_PROXY; and no_proxy or NO_PROXY, which names whom neither of them leads to. Lower case
// comes first, as with curl.
//
// Only https goes through it, as a tunnel (CONNECT): the proxy learns which host is asked, and
// nothing else. Plain http would show it key and cases, so that is always sent directly. A proxy
// out of the environment, which knows nothing of this program, does not lead to this machine itself
// (localhost, 127.0.0.0/8, ::1); one in config.yaml does.
#pragma once

#include "config/base_url.hpp"
#include "config/environment.hpp"
#include "config/problem.hpp"
#include "config/proxy_url.hpp"

#include <string>

namespace preceptron::config {

struct configuration;

struct proxy_settings {
    proxy_url url;
    std::string named;        // where it stands, for messages: "HTTPS_PROXY"
    position where{};         // in config.yaml; 0 = it is the environment's
    std::string exceptions{}; // as in NO_PROXY

    bool leads_to(const base_url& peer) const;
};

// Completes or fills the proxy of a configuration from the environment. A variable that cannot be
// obeyed is a problem only where an account would need it.
void add_proxy_environment(loaded<configuration>& read, const environment& env);

} // namespace preceptron::config
