#include "agreement/split_work.hpp"

#include <algorithm>
#include <thread>
#include <vector>

namespace preceptron::agreement {

void split_work(std::size_t items, unsigned threads,
                const std::function<void(std::size_t begin, std::size_t end)>& work) {
    const std::size_t parts = std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(items, 1));
    std::vector<std::jthread> running;
    for (std::size_t i = 1; i < parts; ++i)
        running.emplace_back(work, items * i / parts, items * (i + 1) / parts);
    work(0, items / parts);
}

} // namespace preceptron::agreement
