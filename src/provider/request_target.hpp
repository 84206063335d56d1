// Where under a base URL a provider's endpoint lies.
#pragma once

#include <string>
#include <string_view>

namespace preceptron::provider {

// The base URL's host, in lower case and without port, its percent-encoded path without trailing
// slashes ("" for a bare origin), and its query. Throws std::invalid_argument when `base_url` is no
// URL: the configuration is checked for that. Valid to the calling thread's end.
struct base_location {
    std::string host;
    std::string path;
    std::string query; // without "?"
};
const base_location& locate(std::string_view base_url);

// path + endpoint + query; an endpoint that `path` already ends with is not repeated.
std::string target_under(const base_location& base, std::string_view endpoint);

// `text` as one path segment or query value: all but letters, digits and "-._~" percent-encoded.
std::string percent_encoded(std::string_view text);

} // namespace preceptron::provider
