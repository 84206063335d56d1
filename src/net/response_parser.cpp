#include "net/response_parser.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <limits>

namespace preceptron::net {

namespace http = boost::beast::http;
namespace asio = boost::asio;
using boost::beast::error_code;

namespace {

std::string_view view(boost::beast::string_view s) {
    return {s.data(), s.size()};
}

std::string mebibytes(std::size_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}

} // namespace

// Collects the head and hands body bytes on as they come: Beast's own body types either keep the
// whole body or stop at every chunk.
struct response_parser::message final : http::basic_parser<false> {
    explicit message(response_sink& s) : sink(s) {
        header_limit(most_header_bytes);
        body_limit(most_body);
    }

    void on_request_impl(http::verb, boost::beast::string_view, boost::beast::string_view, int,
                         error_code&) override {}
    void on_response_impl(int status, boost::beast::string_view, int, error_code&) override {
        head.status = status;
    }
    void on_field_impl(http::field field, boost::beast::string_view name,
                       boost::beast::string_view value, error_code&) override {
        if (head_done) // trailers say nothing we use
            return;
        head.fields.add(std::string(view(name)), std::string(view(value)));
        if (field == http::field::content_type && wire::is_event_stream(view(value))) {
            most_body = most_stream_bytes;
            body_limit(most_body);
        }
    }
    void on_header_impl(error_code&) override { head_done = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(boost::beast::string_view body, error_code&) override {
        return take(body);
    }
    void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view body,
                                   error_code&) override {
        return take(body);
    }
    void on_finish_impl(error_code&) override {}

    std::size_t take(boost::beast::string_view body) {
        body_begun = body_begun || !body.empty();
        if (wanted && !body.empty())
            wanted = sink.on_body(view(body));
        return body.size();
    }

    response_sink& sink;
    wire::http_response_head head;
    std::size_t most_body = most_body_bytes;
    bool head_done = false;
    bool body_begun = false;
    bool wanted = true;
};

response_parser::response_parser(response_sink& sink)
    : sink_(sink), message_(std::make_unique<message>(sink)) {}

response_parser::~response_parser() = default;

response_parser::state response_parser::feed(std::string_view bytes) {
    std::string joined;
    if (!pending_.empty()) {
        joined = std::exchange(pending_, {});
        joined += bytes;
        bytes = joined;
    }
    for (;;) {
        const std::size_t before = bytes.size();
        const state s = step(bytes);
        if (s == state::complete || s == state::broken) {
            unasked_bytes_ = !bytes.empty();
            return s;
        }
        if (bytes.size() == before) {
            if (bytes.size() > most_header_bytes)
                return too_much("a chunk's header or trailer is larger than 8 KiB");
            pending_ = bytes;
            return s;
        }
    }
}

// One call of Beast's parser: consumes from the front of `bytes` what it can use.
response_parser::state response_parser::step(std::string_view& bytes) {
    const auto going_on = [this] { return message_->wanted ? state::reading : state::satisfied; };
    if (bytes.empty())
        return going_on();
    error_code ec;
    bytes.remove_prefix(message_->put(asio::const_buffer(bytes.data(), bytes.size()), ec));
    if (ec == http::error::body_limit) {
        if (!head_seen_) { // its announced length is the last thing of a head to be read
            head_seen_ = true;
            sink_.on_head(message_->head);
        }
        return too_much("the body is larger than " + mebibytes(message_->most_body));
    }
    if (ec == http::error::header_limit)
        return too_much("the header is larger than 8 KiB");
    if (ec && ec != http::error::need_more)
        return break_off(ec.message());
    if (message_->head_done && !head_seen_) {
        if (message_->head.status < 100)
            return break_off("the server's status is none of HTTP's");
        if (message_->head.status / 100 == 1) {
            if (message_->head.status == 101)
                return break_off("the server changed the protocol");
            if (++interim_ > most_interim_responses)
                return too_much("too many interim responses");
            message_ = std::make_unique<message>(sink_);
            return state::reading;
        }
        head_seen_ = true;
        sink_.on_head(message_->head);
        message_->eager(true);
    }
    if (message_->is_done())
        return state::complete;
    return going_on();
}

bool response_parser::answers() const noexcept {
    return head_seen_ && (message_->most_body == most_stream_bytes || message_->body_begun);
}

response_parser::state response_parser::feed_end() {
    if (!head_seen_)
        return break_off("the connection ended before the response");
    error_code ec;
    message_->put_eof(ec);
    if (ec)
        return break_off("the connection ended in the middle of the body");
    return state::complete;
}

response_parser::state response_parser::too_much(std::string what) {
    too_large_ = true;
    return break_off(std::move(what));
}

response_parser::state response_parser::break_off(std::string why) {
    error_ = std::move(why);
    return state::broken;
}

bool response_parser::keep_alive() const noexcept {
    return message_->keep_alive() && !unasked_bytes_;
}
bool response_parser::ends_with_connection() const noexcept {
    return head_seen_ && message_->need_eof();
}

} // namespace preceptron::net
