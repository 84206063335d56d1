#include "config/key_doubt.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>

namespace preceptron::config {

namespace {

constexpr std::array<std::string_view, 5> placeholders{"your-key", "sk-your-key", "your-api-key",
                                                       "your_api_key", "sk-ant-your-key"};

bool begins_with_bearer(std::string_view value) noexcept {
    constexpr std::string_view bearer = "bearer";
    return value.size() > bearer.size() && value[bearer.size()] == ' ' &&
           std::ranges::equal(value.substr(0, bearer.size()), bearer, {},
                              [](char c) { return ascii_lower(c); });
}

} // namespace

std::string_view doubt_about_key(std::string_view value) {
    if (std::ranges::find(placeholders, value) != placeholders.end())
        return "is the placeholder of an example: put your own there";
    if (value.find_first_of("\"'") != value.npos)
        return "has quotes in it, which are sent with it: write the key alone";
    if (begins_with_bearer(value))
        return "begins with 'Bearer', which is sent with it: write the key alone";
    if (value.find(' ') != value.npos || value.find('\t') != value.npos)
        return "has a blank in it: all of the value is sent, a comment behind the key, too";
    return {};
}

} // namespace preceptron::config
