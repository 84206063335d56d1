#include "benchmark/plan.hpp"

#include <numeric>

namespace preceptron {

namespace {

template<class Count>
std::size_t sum(const std::vector<plan_cell>& cells, Count count) {
    return std::transform_reduce(cells.begin(), cells.end(), std::size_t{0}, std::plus<>(), count);
}

} // namespace

std::size_t plan_cell::all_given_up() const noexcept {
    return std::reduce(given_up.begin(), given_up.end());
}

std::size_t plan::planned() const noexcept {
    return sum(cells, [](const plan_cell& c) { return c.planned(); });
}

std::size_t plan::open() const noexcept {
    return sum(cells, [](const plan_cell& c) { return c.open.size(); });
}

std::size_t plan::reused() const noexcept {
    return sum(cells, [](const plan_cell& c) { return c.reused; });
}

std::map<std::string, std::vector<std::uint32_t>, std::less<>>
graded_entries_by_task(std::span<const entry> entries) {
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_task;
    for (const entry& e : entries) {
        if (!e.grade)
            continue;
        auto found = by_task.find(e.task);
        if (found == by_task.end())
            found = by_task.emplace(std::string(e.task), std::vector<std::uint32_t>()).first;
        found->second.push_back(e.index);
    }
    return by_task;
}

} // namespace preceptron
