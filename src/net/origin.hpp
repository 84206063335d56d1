// Where a connection goes: scheme, host and port of a base URL.
#pragma once

#include "core/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron::net {

struct origin {
    bool tls = true;
    std::string host; // lower case; an IPv6 address without its brackets
    std::uint16_t port = 443;

    // "https://api.openai.com", the port only where it is not the scheme's own.
    std::string text() const;
    // The value of the Host header.
    std::string host_header() const;

    friend auto operator<=>(const origin&, const origin&) = default;
};

// Of an http or https URL; whatever follows the authority is left to others.
result<origin> parse_origin(std::string_view url);

} // namespace preceptron::net
