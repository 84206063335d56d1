// Decides what the simulated provider answers to a request. It does no I/O and is handed the time,
// so every decision can be tested.
#pragma once

#include "simulator/chat_request.hpp"
#include "simulator/fault.hpp"
#include "simulator/limits.hpp"
#include "simulator/request_log.hpp"
#include "simulator/response_script.hpp"

#include <chrono>
#include <cstdint>

namespace preceptron::simulator {

struct responder_settings {
    pace timing;
    int events = 20; // in which the text of a stream comes
    limit_settings limits;
    std::vector<fault_rate> faults;
    std::chrono::milliseconds fault_wait{1000}; // what the fault status-429 asks a client to wait
    std::vector<std::string> refused_parameters; // answered with 400
    std::uint64_t seed = 1;
    bool require_key = false; // else a request without a key is served, as local servers do
    bool hash_prompts = true; // for the log
};

struct instant {
    std::chrono::steady_clock::time_point steady;
    timestamp wall;
};

// Besides limits and faults these are refused: the key "bad-key" (401), the key "no-quota" (no
// money left), and a model id whose last part begins with "sim-gone" (404) or "sim-down" (500).
class responder {
  public:
    struct response {
        response_script script;
        log_entry log;
    };

    explicit responder(responder_settings settings);

    response respond(const incoming_request& request, bool keep_alive, instant now);

    // To one whose body is longer than is read, and of which only the head is known. The connection
    // ends with it.
    response refuse_body(const incoming_request& request, instant now);

  private:
    struct call;
    call begin(provider_format format, const incoming_request& request, bool keep_alive,
               instant now);
    std::optional<refusal> objection(const chat_request& chat) const;
    std::optional<refusal> check_limits(const chat_request& chat, call& made, instant now);
    response answer(const chat_request& chat, call& made, instant now);
    response refuse(const refusal& why, call& made, instant now) const;

    responder_settings settings_;
    limits limits_;
    fault_plan faults_;
    std::uint64_t calls_ = 0;
};

} // namespace preceptron::simulator
