// Where a judge is reached: the part of a URL that comes before a codec's own path.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron::config {

struct base_url {
    bool tls = true;
    std::string host; // lower case; an IPv6 address without its brackets
    std::uint16_t port = 443;
    std::string path; // "" or "/v1": never ends with a slash

    // host:port, without the port when it is the scheme's own; brackets around IPv6.
    std::string authority() const;
    std::string text() const; // the whole URL in one spelling

    friend bool operator==(const base_url&, const base_url&) = default;
};

// Takes http:// and https:// with a host, and maybe a port and a path; no user, query or fragment.
// Narrower than RFC 3986, so that every reader of the URL finds the same host in it. The message
// holds no password that stood there, nor what may be one: "user:password" without the host.
result<base_url> parse_base_url(std::string_view text);

// 127.0.0.0/8, ::1 or "localhost", in the ordinary spellings.
bool is_loopback(std::string_view host) noexcept;

} // namespace preceptron::config
