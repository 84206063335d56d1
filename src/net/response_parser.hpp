// HTTP/1.1 response framing: bytes in, head and body pieces out. Built on Beast's parser; bounded
// in every direction, and it opens no socket.
#pragma once

#include "wire/http_message.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace preceptron::net {

class connection;

// Receives one response.
class response_sink {
  public:
    virtual ~response_sink() = default;
    // The connection that carries the exchange; null when it has none any more.
    virtual void on_connection(const connection*) {}
    // From now on bytes of the request may have left.
    virtual void on_request() {}
    virtual void on_head(const wire::http_response_head& head) = 0;
    // Returns false when it has all it wants: nothing more is read.
    virtual bool on_body(std::string_view bytes) = 0;
};

class response_parser {
  public:
    static constexpr std::size_t most_header_bytes = 8 * 1024;
    static constexpr std::size_t most_body_bytes = 8 * 1024 * 1024;
    // Of text/event-stream: a judge that thinks sends several hundred bytes for each token of it,
    // tens of thousands of times. Beyond what a decoder takes, which says better what is too much.
    static constexpr std::size_t most_stream_bytes = 72 * 1024 * 1024;
    static constexpr int most_interim_responses = 10;

    enum class state {
        reading,   // more bytes are needed
        complete,  // the response is whole
        satisfied, // the sink has all it wants; what is fed from now on is only framing
        broken,    // not a response we can accept; error() says why
    };

    explicit response_parser(response_sink& sink);
    ~response_parser();

    // Takes the next bytes off the wire, in pieces of any size.
    state feed(std::string_view bytes);

    // The peer ended the stream: completes a body that announced no length.
    state feed_end();

    // No byte of the final response's head has come; what came was of interim responses.
    bool awaits_head() const noexcept { return interim_ > 0 && !head_seen_ && pending_.empty(); }
    // The answer itself has begun: a stream's head, or the first byte of another body.
    bool answers() const noexcept;

    // Whether the connection can carry another request, once complete.
    bool keep_alive() const noexcept;
    // The body had no announced length: its end is the connection's end.
    bool ends_with_connection() const noexcept;
    const std::string& error() const noexcept { return error_; }
    // Broken because the head or the body is longer than is read.
    bool too_large() const noexcept { return too_large_; }

  private:
    struct message; // Beast's parser of one response, interim or final
    state step(std::string_view& bytes);
    state break_off(std::string why);
    state too_much(std::string what);

    response_sink& sink_;
    std::unique_ptr<message> message_;
    std::string pending_; // bytes of a head that is not whole yet
    std::string error_;
    int interim_ = 0;
    bool head_seen_ = false;
    bool too_large_ = false;
    bool unasked_bytes_ = false; // came after the response's end
};

} // namespace preceptron::net
