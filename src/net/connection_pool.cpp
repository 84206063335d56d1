#include "net/connection_pool.hpp"

namespace preceptron::net {

std::unique_ptr<connection> connection_pool::take_idle(clock::time_point now) {
    while (!idle_.empty() && now - idle_.front().since > most_idle)
        idle_.pop_front();
    while (!idle_.empty()) {
        auto candidate = std::move(idle_.back().held);
        idle_.pop_back();
        if (candidate->idle())
            return candidate;
    }
    return nullptr;
}

std::unique_ptr<connection> connection_pool::make() {
    return std::make_unique<connection>(executor_, peer_, names_, tls_, tickets_, via_);
}

void connection_pool::keep(std::unique_ptr<connection> c, clock::time_point now) {
    idle_.push_back({std::move(c), now});
}

} // namespace preceptron::net
