// What a server says went wrong. Every field is the server's own word and may hold anything.
#pragma once

#include "provider/json_node.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::provider {

struct server_error {
    std::string code;   // a string, or a number as digits
    std::string type;   // OpenRouter: its error_type
    std::string reason; // a finer code that some servers add
    std::string param;
    std::string message;
    std::string upstream; // OpenRouter: what the provider behind it said
    std::string request_id;
    std::optional<int> status;         // an HTTP status given as a number in the body
    std::optional<double> retry_after; // seconds, as told in the body
    std::optional<bool> may_be_retried; // as told in the body
    bool moderated = false;            // the body tells which content was objected to
    std::vector<server_error> further; // of a list of objections: the others

    // What a log or a result file should name it by.
    const std::string& name() const noexcept {
        return !code.empty() ? code : !type.empty() ? type : reason;
    }
};

// An object that says of itself that it is an error: what may be looked for in a 200 answer.
std::optional<server_error> find_error(const json_node& body);

// The body of an error status, in any of the shapes that servers and gateways use; also one whose
// only content is a message.
std::optional<server_error> read_error_body(const json_node& body);

// A body that is no JSON: gateways also write plain sentences. A page of HTML is none.
std::optional<server_error> read_plain_error(std::string_view body);

} // namespace preceptron::provider
