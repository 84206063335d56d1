#include "config/proxy_url.hpp"

#include "config/base_url.hpp"
#include "core/ascii.hpp"
#include "core/base64.hpp"

#include <charconv>

namespace preceptron::config {

namespace {

// False when a '%' begins no two hex digits.
bool decode_percent(std::string_view text, std::string& plain) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        unsigned char byte = 0;
        const std::string_view digits = text.substr(i + 1, 2);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2)
            return false;
        plain += static_cast<char>(byte);
        i += 2;
    }
    return true;
}

// "user:password" as the header line that shows it to the proxy.
result<secret> basic_authorization(std::string_view user) {
    std::string plain;
    plain.reserve(user.size() + 1); // one buffer, wiped below
    const bool decoded = decode_percent(user, plain);
    if (decoded && plain.find(':') == plain.npos)
        plain += ':';
    std::string encoded = decoded ? base64(plain) : std::string();
    std::string header;
    header.reserve(encoded.size() + 6);
    header.append("Basic ").append(encoded);
    auto made = decoded ? secret::make(header, "the proxy")
                        : result<secret>(fail(errc::bad_configuration,
                                              "write a '%' in a proxy's user or password as %25"));
    for (std::string* used : {&plain, &encoded, &header})
        wipe(*used);
    return made;
}

bool is_scheme(std::string_view word) {
    return word == "http" || word == "https" || word.starts_with("socks");
}

} // namespace

result<proxy_url> parse_proxy_url(std::string_view text) {
    const std::size_t scheme_end = text.find("://");
    const std::size_t start = scheme_end == text.npos ? 0 : scheme_end + 3;
    if (scheme_end != text.npos && ascii_lower(text.substr(0, scheme_end)) != "http")
        return fail(errc::bad_configuration,
                    "write http://host:port: HTTP proxies are supported, which tunnel TLS, but "
                    "neither SOCKS nor https:// to the proxy itself");
    // "http:/user:password@host" has lost a slash, and "http" is nobody's name.
    if (const std::size_t colon = text.find(':'); scheme_end == text.npos && colon != text.npos &&
                                                  text.substr(colon + 1).starts_with('/') &&
                                                  is_scheme(ascii_lower(text.substr(0, colon))))
        return fail(errc::bad_configuration, "write http://host:port, with two slashes");
    const std::size_t user_end = text.rfind('@');
    const bool has_user = user_end != text.npos && user_end >= start;
    const std::string bare =
        (scheme_end == text.npos ? "http://" : std::string(text.substr(0, start))) +
        std::string(text.substr(has_user ? user_end + 1 : start));
    const auto url = parse_base_url(bare);
    if (!url)
        return url.error();
    if (!url->path.empty())
        return fail(errc::bad_configuration, "a proxy has no path: write http://host:port");
    proxy_url proxy{url->host, url->port, url->text(), {}};
    if (has_user) {
        auto authorization = basic_authorization(text.substr(start, user_end - start));
        if (!authorization)
            return authorization.error();
        proxy.authorization = std::move(*authorization);
    }
    return proxy;
}

} // namespace preceptron::config
