// ONE attempt: a question goes out over a lane's connection, and what comes back is decoded.
#pragma once

#include "benchmark/attempt.hpp"
#include "benchmark/judge_spec.hpp"
#include "benchmark/prompt_messages.hpp"
#include "runner/account_lane.hpp"
#include "runner/call_in_flight.hpp"

#include <boost/asio/awaitable.hpp>

namespace preceptron::runner {

struct attempt_report {
    attempt_outcome outcome;
    phase_times phases;
    bool request_left = false; // at least a part of it: the provider may bill it
};

// `call`, where it is one of a run, hears of connection and response head. Holds references to its
// arguments until it returns, but no prompt while the answer is awaited. Throws
// system_error(operation_aborted) when cancelled; whether the provider has billed the call is then
// unknown.
asio::awaitable<attempt_report> call_judge(account_lane& lane, const judge_spec& judge,
                                           prompt_messages prompt,
                                           const provider::learned_parameters& learned,
                                           call_in_flight* call = nullptr,
                                           net::path over = net::path::any);

} // namespace preceptron::runner
