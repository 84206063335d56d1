#include "session/cell_publisher.hpp"

#include <utility>

namespace preceptron::session {

void cell_publisher::complete(cell_name cell) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(cell));
    }
    worker_.request();
}

std::optional<failure> cell_publisher::finish() {
    worker_.drain();
    const std::lock_guard lock(mutex_);
    return problem_;
}

void cell_publisher::work() {
    std::vector<cell_name> cells;
    {
        const std::lock_guard lock(mutex_);
        cells = std::exchange(waiting_, {});
    }
    if (cells.empty())
        return;
    const auto done = publish(target_, cells);
    const std::lock_guard lock(mutex_);
    if (done.has_error() && !problem_)
        problem_ = done.error();
}

} // namespace preceptron::session
