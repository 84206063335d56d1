#include "provider/request_target.hpp"

#include "core/ascii.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <functional>
#include <map>
#include <stdexcept>

namespace preceptron::provider {

namespace urls = boost::urls;

namespace {

base_location parse(std::string_view base_url) {
    const auto url = urls::parse_uri(base_url);
    if (!url)
        throw std::invalid_argument("base_url is not a URL: " + std::string(base_url));
    base_location base{ascii_lower(url->host()), std::string(url->encoded_path()),
                       std::string(url->encoded_query())};
    while (base.path.ends_with('/'))
        base.path.pop_back();
    return base;
}

} // namespace

const base_location& locate(std::string_view base_url) {
    // The same few are asked for with every call, and to parse one takes three microseconds.
    thread_local std::map<std::string, base_location, std::less<>> known;
    auto found = known.find(base_url);
    if (found == known.end())
        found = known.emplace(base_url, parse(base_url)).first;
    return found->second;
}

std::string target_under(const base_location& base, std::string_view endpoint) {
    std::string target = base.path;
    if (!target.ends_with(endpoint))
        target += endpoint;
    if (!base.query.empty())
        target += "?" + base.query;
    return target;
}

std::string percent_encoded(std::string_view text) {
    return urls::encode(text, urls::unreserved_chars);
}

} // namespace preceptron::provider
