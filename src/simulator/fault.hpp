// Faults the simulated provider commits on purpose, by chance that a seed makes repeatable.
#pragma once

#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace preceptron::simulator {

enum class fault {
    status_500,
    status_429, // a rate limit, with a wait, whatever the limits say
    status_529,
    quota,       // the account has no money left: waiting does not help
    reset,       // TCP reset in the middle of the body
    stall,       // silence in the middle of the answer, for ever
    truncate,    // an orderly end in the middle of the answer, without a finish reason
    error_event, // the provider's error object where the answer should be, under status 200
    garbage,     // status 200 and bytes that are no JSON
};

inline constexpr std::array fault_names{
    std::string_view("status-500"), std::string_view("status-429"),  std::string_view("status-529"),
    std::string_view("quota"),      std::string_view("reset"),       std::string_view("stall"),
    std::string_view("truncate"),   std::string_view("error-event"), std::string_view("garbage"),
};

constexpr std::string_view to_string(fault kind) noexcept {
    return fault_names[static_cast<std::size_t>(kind)];
}

struct fault_rate {
    fault kind = fault::status_500;
    double probability = 0; // 0 to 1
};

// "status-500=0.05"
result<fault_rate> parse_fault(std::string_view text);

// At most one fault befalls a request, so the probabilities of all kinds must not exceed 1
// together.
result<void> check_faults(const std::vector<fault_rate>& rates);

class fault_plan {
  public:
    fault_plan(std::vector<fault_rate> rates, std::uint64_t seed)
        : rates_(std::move(rates)), seed_(seed) {}

    // The fate of the key's next request: the nth request of a key fares alike in every run.
    std::optional<fault> next(const std::string& key);

  private:
    std::vector<fault_rate> rates_;
    std::uint64_t seed_;
    std::unordered_map<std::string, std::uint64_t> requests_;
};

} // namespace preceptron::simulator
