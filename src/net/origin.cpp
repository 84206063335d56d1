#include "net/origin.hpp"

#include "core/ascii.hpp"
#include "core/printable.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <string>
#include <system_error>

namespace preceptron::net {

namespace {

std::uint16_t usual_port(bool tls) {
    return tls ? 443 : 80;
}

} // namespace

std::string origin::host_header() const {
    std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port != usual_port(tls))
        text += ':' + std::to_string(port);
    return text;
}

std::string origin::text() const {
    return (tls ? "https://" : "http://") + host_header();
}

result<origin> parse_origin(std::string_view url) {
    const auto parsed = boost::urls::parse_uri(url);
    const auto refuse = [&](std::string_view why) {
        return fail(errc::bad_configuration, '\'' + printable(url) + "' " + std::string(why));
    };
    if (parsed.has_error())
        return refuse("is not a URL");
    origin o;
    const auto scheme = parsed->scheme_id();
    if (scheme != boost::urls::scheme::https && scheme != boost::urls::scheme::http)
        return refuse("is neither https nor http");
    o.tls = scheme == boost::urls::scheme::https;
    o.host = ascii_lower(parsed->host_address());
    if (o.host.empty())
        return refuse("names no host");
    const std::string_view path(parsed->encoded_path().data(), parsed->encoded_path().size());
    if (!path.empty() && path.front() != '/') // "https://host:word": a port that is no number
        return refuse("has a port that is none");
    // Read here: Boost.URL's port_number() says 0 for "0" and for what is out of range alike.
    const std::string port(parsed->port());
    o.port = usual_port(o.tls);
    if (port.empty())
        return o;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), o.port);
    if (error != std::errc{} || end != port.data() + port.size() || o.port == 0)
        return refuse("has a port that is none");
    return o;
}

} // namespace preceptron::net
