#include "config/no_proxy.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include <arpa/inet.h>

namespace preceptron::config {

namespace {

using address = std::vector<unsigned char>; // 4 or 16 bytes

std::optional<address> read_address(std::string_view text) {
    const std::string terminated(text);
    address bytes(16);
    if (::inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1)
        return bytes;
    bytes.resize(4);
    if (::inet_pton(AF_INET, terminated.c_str(), bytes.data()) == 1)
        return bytes;
    return {};
}

template<class Number>
std::optional<Number> read_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return {};
    return number;
}

bool same_bits(const address& a, const address& b, std::size_t bits) {
    if (a.size() != b.size() || bits > a.size() * 8)
        return false;
    const std::size_t whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin()))
        return false;
    return bits % 8 == 0 || ((a[whole] ^ b[whole]) >> (8 - bits % 8)) == 0;
}

bool is_within(std::string_view range, std::size_t slash, const address& host) {
    const auto base = read_address(range.substr(0, slash));
    const auto bits = read_number<std::size_t>(range.substr(slash + 1));
    return base && bits && same_bits(*base, host, *bits);
}

bool is_name_of(std::string_view entry, std::string_view host) {
    if (entry.starts_with("*."))
        entry.remove_prefix(1);
    while (entry.starts_with('.'))
        entry.remove_prefix(1);
    while (entry.ends_with('.'))
        entry.remove_suffix(1);
    if (entry.empty() || !host.ends_with(entry))
        return false;
    return host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.';
}

// Takes "…:port" apart where that can be one; IPv6 needs brackets then.
std::optional<std::uint16_t> split_port(std::string_view& entry) {
    const std::size_t colon = entry.rfind(':');
    if (colon == entry.npos)
        return {};
    const bool bracketed = colon > 0 && entry[colon - 1] == ']';
    if (!bracketed && std::ranges::count(entry, ':') > 1)
        return {};
    const auto port = read_number<std::uint16_t>(entry.substr(colon + 1));
    if (port)
        entry = entry.substr(0, colon);
    return port;
}

bool matches(std::string_view entry, std::string_view host, std::uint16_t port) {
    if (entry == "*")
        return true;
    if (const auto wanted = split_port(entry); wanted && *wanted != port)
        return false;
    if (entry.starts_with('[') && entry.ends_with(']'))
        entry = entry.substr(1, entry.size() - 2);
    const auto host_address = read_address(host);
    if (!host_address)
        return is_name_of(entry, host);
    if (const std::size_t slash = entry.find('/'); slash != entry.npos)
        return is_within(entry, slash, *host_address);
    return read_address(entry) == host_address;
}

} // namespace

bool is_without_proxy(std::string_view list, std::string_view host, std::uint16_t port) {
    constexpr std::string_view separators = ", \t";
    const std::string lower = ascii_lower(list);
    for (std::string_view rest = lower; !rest.empty();) {
        const std::size_t end = std::min(rest.find_first_of(separators), rest.size());
        if (end > 0 && matches(rest.substr(0, end), host, port))
            return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

} // namespace preceptron::config
