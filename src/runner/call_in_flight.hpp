// A call on the wire: what it holds of the lane's limits, and what it is about. Listed in its lane
// for as long as it lives, in the frame of the trial that makes it.
#pragma once

#include "net/connection.hpp"
#include "runner/call_gate.hpp"

#include <chrono>
#include <list>
#include <optional>
#include <string_view>

namespace preceptron::runner {

class call_in_flight {
  public:
    using list = std::list<call_in_flight*>;

    // Joins `calls`, which outlives it. The names outlive it, too.
    call_in_flight(list& calls, std::string_view judge, std::string_view entry,
                   const call_gate::limiters& limiters, const call_gate::passage& passed)
        : judge(judge), entry(entry), limiters(limiters), passed(passed), calls_(calls),
          place_(calls.insert(calls.end(), this)), abreast(calls.size()) {}
    ~call_in_flight() { calls_.erase(place_); }
    call_in_flight(const call_in_flight&) = delete;
    call_in_flight& operator=(const call_in_flight&) = delete;

    const std::string_view judge, entry;
    const call_gate::limiters limiters;
    call_gate::passage passed;
    std::optional<call_gate::clock::time_point> began;      // it has, or opens, a connection
    bool request_leaves = false;                            // until then nobody can bill it
    std::optional<call_gate::clock::time_point> first_byte; // of the response
    const net::connection* path = nullptr;                  // while the exchange has one

  private:
    list& calls_;
    list::iterator place_;

  public:
    const std::size_t abreast; // calls of the lane when it was sent, itself included
};

} // namespace preceptron::runner
