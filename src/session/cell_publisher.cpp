#include "session/cell_publisher.hpp"

#include <new>
#include <utility>

namespace preceptron::session {

void cell_publisher::complete(cell_name cell) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(cell));
    }
    worker_.request();
}

void cell_publisher::finish() {
    worker_.drain();
}

void cell_publisher::work() {
    std::vector<cell_name> cells;
    {
        const std::lock_guard lock(mutex_);
        cells = std::exchange(waiting_, {});
    }
    if (cells.empty())
        return;
    // A disk that is full now may have room at the end, when all cells are published once more; so
    // may memory. Nothing may leave a thread's function but by returning.
    try {
        (void)publish(target_, cells);
    } catch (const std::bad_alloc&) {
    }
}

} // namespace preceptron::session
