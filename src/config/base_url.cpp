#include "config/base_url.hpp"

#include "config/quotable.hpp"
#include "core/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <arpa/inet.h>

namespace preceptron::config {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool only(std::string_view text, std::string_view more) noexcept {
    return std::ranges::all_of(text, [&](char c) {
        return digits.find(c) != digits.npos || letters.find(c) != letters.npos ||
               more.find(c) != more.npos;
    });
}

bool is_host(std::string_view host) noexcept {
    return !host.empty() && host.size() <= 253 && only(host, ".-_") && host.front() != '.' &&
           host.front() != '-' && host.find("..") == host.npos;
}

bool is_ipv6(std::string_view host) noexcept {
    std::array<unsigned char, 16> address{};
    return host.size() < 64 && host.find('\0') == host.npos &&
           ::inet_pton(AF_INET6, std::string(host).c_str(), address.data()) == 1;
}

bool is_path(std::string_view path) noexcept {
    return only(path, "/-._~!$&'()*+,;=:%") && path.find("/../") == path.npos &&
           !path.ends_with("/..");
}

failure refuse(std::string_view text, std::string_view why) {
    return fail(errc::bad_configuration, "'" + quotable_url(text) + "' " + std::string(why));
}

// Takes "host", "host:port" or "[v6]:port" apart; false when it is none of them.
bool split_authority(std::string_view authority, base_url& url) {
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == authority.npos || !is_ipv6(authority.substr(1, end - 1)))
            return false;
        url.host = ascii_lower(authority.substr(1, end - 1));
        port = authority.substr(end + 1);
    } else {
        const std::size_t end = std::min(authority.find(':'), authority.size());
        if (!is_host(authority.substr(0, end)))
            return false;
        url.host = ascii_lower(authority.substr(0, end));
        port = authority.substr(end);
    }
    if (port.empty())
        return true;
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data() + 1, port.data() + port.size(), number);
    if (port[0] != ':' || error != std::errc{} || end != port.data() + port.size() || number < 1 ||
        number > 65535)
        return false;
    url.port = static_cast<std::uint16_t>(number);
    return true;
}

} // namespace

result<base_url> parse_base_url(std::string_view text) {
    if (text.find('@') != text.npos)
        return fail(errc::bad_configuration,
                    "a URL with '@' may hold a password: keys belong into config.ini");
    base_url url;
    const std::size_t scheme_end = text.find("://");
    const std::string scheme = ascii_lower(text.substr(0, std::min(scheme_end, text.size())));
    if (scheme_end == text.npos || (scheme != "https" && scheme != "http"))
        return refuse(text, "is not a URL: it must begin with https:// (or http://)");
    url.tls = scheme == "https";
    url.port = url.tls ? 443 : 80;
    const std::string_view rest = text.substr(scheme_end + 3);
    if (rest.find_first_of("?#") != rest.npos)
        return refuse(text.substr(0, text.find_first_of("?#")), // behind them a key may stand
                      "must end before its '?' or '#'");
    const std::size_t path_start = std::min(rest.find('/'), rest.size());
    if (!split_authority(rest.substr(0, path_start), url))
        return refuse(text, "names no host, or a port that is not from 1 to 65535");
    url.path = rest.substr(path_start);
    if (!is_path(url.path))
        return refuse(text, "holds a character that must be percent-encoded, or '/../'");
    url.path.resize(url.path.find_last_not_of('/') + 1); // npos + 1 = 0
    return url;
}

std::string base_url::authority() const {
    std::string text = host.find(':') == host.npos ? host : "[" + host + "]";
    if (port != (tls ? 443 : 80))
        text += ":" + std::to_string(port);
    return text;
}

std::string base_url::text() const {
    return (tls ? "https://" : "http://") + authority() + path;
}

bool is_loopback(std::string_view host) noexcept {
    if (host.size() >= 64)
        return false;
    const std::string name = ascii_lower(host);
    in_addr v4{};
    if (::inet_pton(AF_INET, name.c_str(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    if (::inet_pton(AF_INET6, name.c_str(), &v6) == 1)
        return IN6_IS_ADDR_LOOPBACK(&v6);
    return name == "localhost";
}

} // namespace preceptron::config
