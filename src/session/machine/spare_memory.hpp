// Gives back to the system what a burst of calls has left behind. Ten thousand handshakes at once
// take three times the memory of the streams that follow, and the allocator keeps it for the next.
#pragma once

#include <cstddef>

namespace preceptron::session {

class spare_memory {
  public:
    // To be called now and then. Gives back when much is free that was not the last time, and no
    // more is becoming free: that takes some milliseconds, so it should not happen for little.
    void look();

  private:
    std::size_t seen_ = 0;  // free bytes at the last look
    std::size_t given_ = 0; // of which these, at most, are the system's already
};

} // namespace preceptron::session
