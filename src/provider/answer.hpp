// What has been read of a response so far, in no provider's words.
#pragma once

#include "benchmark/reply.hpp"
#include "provider/error_body.hpp"
#include "provider/json_node.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preceptron::provider {

struct answer {
    std::string text;    // the answer itself; hidden reasoning is never part of it
    std::string refusal; // why the judge declined
    std::string finish_reason;
    std::string served_model;
    std::string fingerprint;
    token_usage usage;
    std::optional<server_error> error;
    bool present = false;  // a body held an answer, even an empty one
    bool complete = false; // the stream's own end mark came
};

// What a finish reason means.
enum class ending {
    finished,
    cut,      // by a limit of tokens
    filtered, // by the provider
    refused,  // by the judge
    broken,   // by trouble of the server's
    unexpected
};

// Whether it says more against the answer: of two endings that are told, the graver counts. What is
// paid for and final outweighs what would be asked again.
constexpr bool is_graver(ending one, ending other) noexcept {
    const auto weight = [](ending how) {
        switch (how) {
        case ending::finished:
            return 0;
        case ending::unexpected:
            return 1;
        case ending::broken:
            return 2;
        case ending::cut:
            return 3;
        case ending::filtered:
        case ending::refused:
            break;
        }
        return 4;
    };
    return weight(one) > weight(other);
}

// One provider's way to write answers down. Without state, so one object serves all decoders.
class answer_format {
  public:
    virtual ~answer_format() = default;

    // An event whose data is not JSON but ends the stream; empty where there is none.
    virtual std::string_view end_mark() const noexcept = 0;

    // The member that holds the text which an event adds.
    virtual std::string_view text_member() const noexcept = 0;

    virtual void read_event(const json_node& event, answer& into) const = 0;
    virtual void read_body(const json_node& body, answer& into) const = 0;
    virtual ending ending_of(std::string_view finish_reason) const noexcept = 0;
};

} // namespace preceptron::provider
