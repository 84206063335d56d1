// Which errors of a judge's requests have passed when the same request was sent again. What has
// passed once says nothing of the entry that meets it, however often.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_set>

namespace preceptron::pacing {

// By fingerprint (pacing/failure_fingerprint).
class overcome_errors {
  public:
    void add(std::optional<std::uint64_t> error) {
        constexpr std::size_t most = 1000; // words that differ from call to call are not one error
        if (error && known_.size() < most)
            known_.insert(*error);
    }
    bool has(std::optional<std::uint64_t> error) const { return error && known_.contains(*error); }

  private:
    std::unordered_set<std::uint64_t> known_;
};

} // namespace preceptron::pacing
