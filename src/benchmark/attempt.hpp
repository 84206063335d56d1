// One HTTP try at a trial: how it ended and where its time went.
#pragma once

#include "benchmark/failure_class.hpp"
#include "benchmark/reply.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>

namespace preceptron {

// Whom a failure concerns.
enum class failure_scope {
    entry,   // this entry only
    judge,   // no request of this judge can succeed (model retired, deployment unknown)
    account, // no request of this account can succeed (key, quota, billing)
};

// An attempt without an accepted reply. `server_*` and `raw` come from outside: escape to print.
struct attempt_failure {
    failure_class kind = failure_class::transport;
    failure_scope scope = failure_scope::entry;
    bool retryable = false;        // the same request may succeed later
    bool rate_limited = false;     // 429, 503, 529 and their like: the whole lane should wait
    bool server_failed = false; // an error of its own, or overload, wherever it says so: 5xx, 408
    bool too_long = false;         // refused for its length, which another entry may not have
    bool nothing_sent = false;     // no byte of the request left: nobody can bill it
    bool stale_connection = false; // a kept-alive connection died before the first byte: free retry
    std::optional<std::chrono::milliseconds> server_wait; // asked for by the server; >= 0
    int http_status = 0;                                  // 0 = none was received
    std::string message;                                  // our words, safe to print
    std::string server_code;                              // the provider's code or type
    std::string server_message;
    std::string request_id;
    std::string raw;  // the body or answer as far as it came, at most 64 KiB
    std::string text; // answer text seen before the failure: never parsed as a verdict
    std::string finish_reason;
    std::string served_model;
    token_usage usage; // failures can be billed, too
};

using attempt_outcome = std::variant<reply, attempt_failure>;

// Milliseconds from the moment the attempt was let onto the wire. Absent = not reached.
struct phase_times {
    std::optional<double> connected;  // absent on a reused connection
    std::optional<double> sent;       // last byte of the request handed to the kernel
    std::optional<double> first_byte; // first byte of the response head
    std::optional<double> done;       // outcome known
    bool reused_connection = false;
};

} // namespace preceptron
