#include "simulator/request_path.hpp"

#include <charconv>

namespace preceptron::simulator {

namespace {

std::string percent_decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const std::string_view digits = text.substr(i, 3);
        if (digits.size() == 3 && digits[0] == '%' &&
            std::from_chars(digits.data() + 1, digits.data() + 3, byte, 16).ptr ==
                digits.data() + 3) {
            plain += static_cast<char>(byte);
            i += 2;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool has_api_version(std::string_view query) {
    constexpr std::string_view name = "api-version=";
    const std::size_t at = query.find(name);
    return at != std::string_view::npos && at + name.size() < query.size() &&
           (at == 0 || query[at - 1] == '&');
}

} // namespace

request_path read_path(std::string_view target, bool has_anthropic_version) {
    const std::size_t mark = target.find('?');
    const std::string_view query =
        mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    request_path found;
    found.text = target.substr(0, mark);
    std::string_view path = found.text;

    if (path.starts_with("/openai/")) {
        found.format = provider_format::azure;
        constexpr std::string_view deployments = "/openai/deployments/";
        constexpr std::string_view tail = "/chat/completions";
        if (path == "/openai/v1/chat/completions")
            found.what = endpoint::chat;
        else if (path == "/openai/v1/models" || (path == "/openai/models" && has_api_version(query)))
            found.what = endpoint::models;
        else if (path.starts_with(deployments) && path.ends_with(tail) &&
                 path.size() > deployments.size() + tail.size() && has_api_version(query)) {
            path.remove_prefix(deployments.size());
            path.remove_suffix(tail.size());
            found.deployment = percent_decoded(path);
            found.what = endpoint::chat;
        }
        return found;
    }
    if (path.starts_with("/api/")) {
        found.format = provider_format::openrouter;
        path.remove_prefix(std::string_view("/api").size());
    } else if (path.starts_with("/v1/messages") ||
               (has_anthropic_version && !path.starts_with("/v1/chat/"))) {
        found.format = provider_format::anthropic;
    }
    if (path == "/v1/models")
        found.what = endpoint::models;
    else if (path ==
             (found.format == provider_format::anthropic ? "/v1/messages" : "/v1/chat/completions"))
        found.what = endpoint::chat;
    return found;
}

} // namespace preceptron::simulator
