// Where the answer to one question lies in the journal, or how the last attempt at it failed.
#pragma once

#include "benchmark/failure_class.hpp"
#include "journal/key.hpp"
#include "journal/segment.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

namespace preceptron::journal {

// Packed, because there may be a million. Half of the key is enough: 128 bits of a digest do not
// meet by chance.
class stored_result {
  public:
    stored_result() noexcept : key_{}, segment_(0), offset_(0), length_(0), older_(no_result) {}
    stored_result(const trial_key& key, const location& where, std::uint32_t older) noexcept
        : segment_(where.segment), offset_(where.offset), length_(where.length), older_(older) {
        std::memcpy(key_.data(), key.data(), key_.size());
    }

    // False for one that only holds the place: of its trial there are failures, and no result.
    bool exists() const noexcept { return older_ != no_result; }
    bool answers(const trial_key& key) const noexcept {
        return std::memcmp(key_.data(), key.data(), key_.size()) == 0;
    }
    location where() const noexcept {
        return make_location(static_cast<int>(segment_), offset_, length_);
    }
    // For the owner, which keeps results that are no longer the newest: position + 1 of the same
    // trial's with the key before; 0 = none.
    std::uint32_t older() const noexcept { return older_; }
    // All but what is behind them.
    void trade_places(stored_result& other) noexcept {
        std::swap(*this, other);
        std::swap(older_, other.older_);
    }

  private:
    static constexpr std::uint32_t no_result = std::numeric_limits<std::uint32_t>::max();

    std::array<std::uint8_t, 16> key_;
    std::uint64_t segment_ : 16;
    std::uint64_t offset_ : 48;
    std::uint32_t length_;
    std::uint32_t older_;
};

struct stored_failure {
    trial_key key{};
    location where;
    failure_class kind = failure_class::transport;
    bool retryable = false;
    int http_status = 0;
};

} // namespace preceptron::journal
