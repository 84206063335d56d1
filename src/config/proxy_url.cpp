#include "config/proxy_url.hpp"

#include "config/base_url.hpp"

namespace preceptron::config {

result<proxy_url> parse_proxy_url(std::string_view text) {
    std::string bare(text);
    const std::size_t scheme = bare.find("://");
    const std::size_t user_end = bare.rfind('@');
    if (scheme != bare.npos && user_end != bare.npos && user_end > scheme)
        bare.erase(scheme + 3, user_end - (scheme + 2));
    const auto url = parse_base_url(bare);
    if (!url)
        return url.error();
    if (url->tls)
        return fail(errc::bad_configuration,
                    "a proxy is spoken to in plain HTTP (it tunnels TLS): write http://");
    if (!url->path.empty())
        return fail(errc::bad_configuration, "a proxy has no path: write http://host:port");
    return proxy_url{url->host, url->text()};
}

} // namespace preceptron::config
