// HTTP/1.1 messages as codecs see them: no framing, no sockets, no key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::wire {

struct header {
    std::string name;
    std::string value;
};

// Header names compare without regard to case; the first of several equal ones is found.
class headers {
  public:
    void add(std::string name, std::string value);
    std::optional<std::string_view> find(std::string_view name) const noexcept;
    auto begin() const noexcept { return list_.begin(); }
    auto end() const noexcept { return list_.end(); }
    std::size_t size() const noexcept { return list_.size(); }

  private:
    std::vector<header> list_;
};

// Of a Content-Type header's value.
bool is_event_stream(std::string_view content_type) noexcept;

// How the key travels. The key itself joins the request inside net/, at the last moment.
struct authentication {
    std::string header; // "Authorization", "x-api-key", "api-key"; empty = no key is sent
    std::string prefix; // "Bearer " or empty
};

struct http_request {
    std::string method = "POST";
    std::string target; // path and query, percent-encoded
    headers fields;     // without Host, Content-Length and the key
    std::string body;
    authentication auth;
};

struct http_response_head {
    int status = 0;
    headers fields;
};

// How a response body ended.
enum class body_end {
    complete,  // the framing (Content-Length or chunks) was satisfied
    closed,    // no framing announced: the peer closed the connection in an orderly way
    cut,       // the connection was lost, or the framing was broken, before the end
    stopped,   // the reader stopped: the decoder had all it wanted
    timed_out, // a deadline passed
    too_large  // more than is read, as announced or as it came
};

} // namespace preceptron::wire
