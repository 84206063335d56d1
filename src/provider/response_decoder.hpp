// Reads any response: an event stream or one JSON body, as its Content-Type or its first bytes say
// and whatever was asked for, of any status. How answers are written down is the format's affair.
#pragma once

#include "provider/delta_frame.hpp"
#include "provider/outcome.hpp"
#include "provider/provider.hpp"
#include "wire/gzip_decoder.hpp"
#include "wire/sse_parser.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace preceptron::provider {

class response_decoder final : public reply_decoder {
  public:
    static constexpr std::size_t max_body_bytes = 8u << 20; // of a body, and of a stream's answer
    static constexpr std::size_t max_stream_bytes = 64u << 20;
    static constexpr std::size_t max_raw_bytes = 64u << 10;
    // Of what is compressed, beyond a mebibyte: the text of an answer shrinks to a fifth, a
    // stream's frame around it to a thirtieth.
    static constexpr std::size_t most_expansion = 100;

    // `format` must live as long as the decoder; the formats of this folder live for ever.
    response_decoder(const answer_format& format, const wire::http_response_head& head,
                     const retry_advice& advice);

    void feed(std::string_view bytes) override;
    bool satisfied() const noexcept override { return satisfied_; }
    attempt_outcome finish(wire::body_end how) override;

  private:
    void feed_plain(std::string_view bytes); // without content coding
    bool tell_form(std::string_view bytes);  // false: not yet known; `bytes` are kept
    void feed_stream(std::string_view bytes);
    void feed_body(std::string_view bytes);
    void bound_answer(); // gives up where it grew too long
    void take_event(std::string_view data);
    bool is_named_error() const noexcept;
    bool read_event(std::string_view data); // false: it gave up
    void read_body();
    void give_up(body_fault why);

    const answer_format& format_;
    response_facts facts_;
    std::unique_ptr<wire::gzip_decoder> gzip_; // where the server compressed unasked
    wire::sse_parser events_;
    delta_frame frame_;
    std::string body_;
    std::string beginning_; // until the form is known
    bool form_known_ = false;
    std::size_t stream_bytes_ = 0;
    std::size_t compressed_bytes_ = 0, expanded_bytes_ = 0;
    bool satisfied_ = false;
};

} // namespace preceptron::provider
