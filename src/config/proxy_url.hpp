// The address of an HTTP proxy: http://host:port, maybe with a user and a password.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace preceptron::config {

struct proxy_url {
    std::string host; // lower case
    std::string text; // the URL without user and password: safe to print
};

// The message holds neither user nor password.
result<proxy_url> parse_proxy_url(std::string_view text);

} // namespace preceptron::config
