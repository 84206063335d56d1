// NO_PROXY: who is reached without the proxy.
#pragma once

#include <cstdint>
#include <string_view>

namespace preceptron::config {

// `list` is separated by commas or blanks. An entry is a host name, which stands for the names
// below it, too ("example.com", ".example.com" and "*.example.com" mean the same), an address, a
// range of addresses ("10.0.0.0/8"), or "*" for everybody; behind a name or address may stand a
// port. `host` in lower case, an IPv6 address without its brackets.
bool is_without_proxy(std::string_view list, std::string_view host, std::uint16_t port);

} // namespace preceptron::config
