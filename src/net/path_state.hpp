// What the kernel knows of a connection's path: the difference between a server that thinks and a
// cable that is cut. From TCP_INFO (tcp(7)).
#pragma once

#include <chrono>
#include <optional>

namespace preceptron::net {

struct path_state {
    // Segments sent again in vain, and probes without an answer: the peer's machine is silent.
    unsigned unanswered = 0;
    std::chrono::milliseconds since_last_sign{0}; // of the peer: data or an acknowledgement

    bool doubtful() const noexcept { return unanswered > 0; }
};

// Nothing where the system does not tell.
std::optional<path_state> read_path_state(int socket) noexcept;

} // namespace preceptron::net
