// How many connections may be opened at a time. The arithmetic of handshakes is done by one core:
// more at once only keep each other waiting, and none is done before all are nearly done. Where the
// way is long, most of a handshake is waiting, and many go side by side.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace preceptron::net {

// Grows by one with every connection that took at most twice as long as the quickest did, so it
// doubles with every round of them.
class opening_window {
  public:
    // Few at first, so that those behind can resume with the tickets of those before.
    static constexpr std::size_t first = 32;
    static constexpr std::size_t most = 512;

    explicit opening_window(std::size_t limit = most) noexcept
        : size_(std::min(first, limit)), limit_(limit) {}

    // One has been opened, in that time.
    void opened_in(std::chrono::steady_clock::duration time) noexcept {
        quickest_ = std::min(quickest_, time);
        if (size_ < limit_ && time <= 2 * quickest_)
            ++size_;
    }

    std::size_t size() const noexcept { return size_; }

  private:
    std::size_t size_;
    std::size_t limit_;
    // Half of the longest time there is, which is doubled.
    std::chrono::steady_clock::duration quickest_ = std::chrono::steady_clock::duration::max() / 2;
};

} // namespace preceptron::net
