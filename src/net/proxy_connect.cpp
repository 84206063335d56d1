#include "net/proxy_connect.hpp"

#include "core/ascii.hpp"
#include "net/connection.hpp"
#include "net/response_parser.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace preceptron::net {

namespace {

// Keeps the head. A tunnel that is open has no body, and what a refusal says besides is not read:
// a proxy may echo what it was sent.
class tunnel_answer final : public response_sink {
  public:
    void on_head(const wire::http_response_head& answered) override { head = answered; }
    bool on_body(std::string_view) override {
        bytes_behind_head = true;
        return false;
    }

    std::optional<wire::http_response_head> head;
    bool bytes_behind_head = false;
};

std::string host_and_port(const origin& peer) {
    const bool v6 = peer.host.find(':') != std::string::npos;
    return (v6 ? "[" + peer.host + "]" : peer.host) + ":" + std::to_string(peer.port);
}

// The request, credentials included; the caller wipes it.
std::string tunnel_request(const origin& peer, const proxy& via) {
    const std::string target = host_and_port(peer);
    std::string bytes;
    bytes.reserve(128 + 2 * target.size() +
                  (via.authorization ? via.authorization->expose().size() : 0));
    bytes.append("CONNECT ").append(target).append(" HTTP/1.1\r\nHost: ").append(target);
    if (via.authorization)
        bytes.append("\r\nProxy-Authorization: ").append(via.authorization->expose());
    bytes.append("\r\n\r\n");
    return bytes;
}

// Whether one of the challenges is Basic: a field may list several (RFC 9110, 11.6.1), as it may
// their parameters, in which a quoted comma ends nothing.
bool lists_basic(std::string_view challenges) {
    const std::string listed = ascii_lower(challenges);
    std::size_t element = 0;
    bool quoted = false;
    for (std::size_t at = 0; at <= listed.size(); ++at) {
        const char c = at < listed.size() ? listed[at] : ',';
        if (quoted && c == '\\')
            ++at;
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && (!quoted || at == listed.size())) {
            const std::size_t name = std::min(listed.find_first_not_of(" \t", element), at);
            const std::string_view challenge = std::string_view(listed).substr(name, at - name);
            if (challenge.substr(0, challenge.find_first_of(" \t")) == "basic")
                return true;
            element = at + 1;
        }
    }
    return false;
}

std::string wanted_credentials(const wire::http_response_head& head, const proxy& via) {
    bool basic = false, other = false;
    for (const wire::header& field : head.fields)
        if (ascii_lower(field.name) == "proxy-authenticate")
            (lists_basic(field.value) ? basic : other) = true;
    if (other && !basic)
        return "wants credentials of another kind than Basic, the only one known here";
    return via.authorization ? "does not accept the user and password of its URL"
                             : "wants a user and password: write http://user:password@host:port";
}

result<void> read_answer(const tunnel_answer& answer, const origin& peer, const proxy& via) {
    const int status = answer.head->status;
    const std::string who = via.text() + " ";
    const std::string http = " (HTTP " + std::to_string(status) + ")";
    if (status / 100 == 2) {
        if (answer.bytes_behind_head)
            return fail(errc::provider_stopped, who + "spoke where " + peer.text() + " should");
        return {};
    }
    if (status == 407 || status == 401) // some say 401
        return fail(errc::provider_stopped, who + wanted_credentials(*answer.head, via) + http);
    if (status >= 500 || status == 408 || status == 429)
        return fail(errc::network, who + "could not reach " + peer.text() + http);
    return fail(errc::provider_stopped, who + "refuses to connect to " + peer.text() + http);
}

} // namespace

boost::asio::awaitable<result<void>> connect_through(connection& c, const proxy& via) {
    const auto lost = [&via](const failure& f) {
        return f.code == errc::cancelled
                   ? f
                   : fail(errc::network, via.text() + " broke the connection off");
    };
    std::string request = tunnel_request(c.peer(), via);
    const auto sent = co_await c.write_all(request);
    wipe(request);
    if (sent.has_error())
        co_return lost(sent.error());
    tunnel_answer answer;
    response_parser parser(answer);
    std::array<char, 1024> buffer;
    while (!answer.head) {
        const auto n = co_await c.read_some(buffer);
        if (n.has_error())
            co_return lost(n.error());
        if (*n == 0)
            co_return fail(errc::network, via.text() + " ended the connection without an answer");
        if (parser.feed({buffer.data(), *n}) == response_parser::state::broken)
            co_return fail(errc::provider_stopped, via.text() +
                                                       " does not answer like an HTTP "
                                                       "proxy: " +
                                                       parser.error());
    }
    co_return read_answer(answer, c.peer(), via);
}

} // namespace preceptron::net
