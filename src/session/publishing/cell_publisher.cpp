#include "session/publishing/cell_publisher.hpp"

#include <algorithm>
#include <iterator>
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

published cell_publisher::finish() {
    worker_.drain();
    return std::exchange(done_, {});
}

void cell_publisher::work() {
    std::vector<cell_name> cells;
    {
        const std::lock_guard lock(mutex_);
        cells = std::exchange(waiting_, {});
    }
    if (cells.empty())
        return;
    // A disk that is full now may have room at the end, when cells that are missing are published;
    // so may memory. Nothing may leave a thread's function but by returning.
    try {
        if (auto written = publish(target_, cells); written.has_value()) {
            std::ranges::move(written->files, std::back_inserter(done_.files));
            std::ranges::move(written->cells, std::back_inserter(done_.cells));
            done_.failures = written->failures;
            done_.doubtful = written->doubtful;
            done_.unwritten = std::move(written->unwritten);
            std::ranges::move(written->kept, std::back_inserter(done_.kept));
        }
    } catch (const std::bad_alloc&) {
    }
}

} // namespace preceptron::session
