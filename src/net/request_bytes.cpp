#include "net/request_bytes.hpp"

#include <algorithm>
#include <stdexcept>

namespace preceptron::net {

namespace {

std::string_view one_line(std::string_view text) {
    if (std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; }))
        throw std::logic_error("a request's head holds a line break");
    return text;
}

} // namespace

request_bytes::request_bytes(const wire::http_request& request, const origin& peer,
                             const secret* key) {
    // Room for all of it at once: a string that grows would leave copies of the key behind.
    std::size_t size = 256 + request.target.size() + peer.host.size() + request.body.size();
    for (const wire::header& field : request.fields)
        size += field.name.size() + field.value.size() + 4;
    if (key)
        size += request.auth.header.size() + request.auth.prefix.size() + key->expose().size() + 4;
    bytes_.reserve(size);

    const auto field = [this](std::string_view name, std::string_view value) {
        bytes_.append(one_line(name)).append(": ").append(one_line(value)).append("\r\n");
    };
    bytes_.append(one_line(request.method)).append(" ").append(one_line(request.target));
    bytes_.append(" HTTP/1.1\r\n");
    field("Host", peer.host_header());
    for (const wire::header& f : request.fields)
        field(f.name, f.value);
    if (key && !request.auth.header.empty())
        bytes_.append(one_line(request.auth.header))
            .append(": ")
            .append(request.auth.prefix)
            .append(key->expose())
            .append("\r\n");
    if (!request.body.empty() || request.method == "POST")
        field("Content-Length", std::to_string(request.body.size()));
    bytes_.append("\r\n");
    head_ = bytes_.size();
    bytes_.append(request.body);
}

} // namespace preceptron::net
