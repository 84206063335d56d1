// The address of an HTTP proxy: http://host:port, maybe with a user and a password.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::config {

struct proxy_url {
    std::string host; // lower case; an IPv6 address without its brackets
    std::uint16_t port = 80;
    std::string text;                    // the URL without user and password: safe to print
    std::optional<secret> authorization; // "Basic …", when the URL holds a user
};

// `http://` may be left out; user and password may be percent-encoded. The message holds neither.
result<proxy_url> parse_proxy_url(std::string_view text);

} // namespace preceptron::config
