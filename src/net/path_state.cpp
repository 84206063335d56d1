#include "net/path_state.hpp"

#include <algorithm>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace preceptron::net {

std::optional<path_state> read_path_state(int socket) noexcept {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return {};
    path_state state;
    state.unanswered = std::max<unsigned>(info.tcpi_retransmits, info.tcpi_probes);
    state.since_last_sign =
        std::chrono::milliseconds(std::min(info.tcpi_last_ack_recv, info.tcpi_last_data_recv));
    return state;
}

} // namespace preceptron::net
