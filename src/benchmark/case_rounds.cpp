#include "benchmark/case_rounds.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace preceptron {

std::string case_of(const entry& e) {
    return std::string(e.study) + '\0' + std::string(e.case_id);
}

std::vector<std::uint32_t> in_case_rounds(const std::vector<std::uint32_t>& of_task,
                                          std::span<const entry> entries) {
    std::unordered_map<std::string_view, std::size_t> taken;   // so far, of each case
    std::vector<std::pair<std::size_t, std::uint32_t>> ranked; // round, entry
    ranked.reserve(of_task.size());
    for (const std::uint32_t e : of_task)
        ranked.emplace_back(taken[entries[e].case_id]++, e);
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::uint32_t>::first);
    std::vector<std::uint32_t> out;
    out.reserve(ranked.size());
    for (const auto& [round, e] : ranked)
        out.push_back(e);
    return out;
}

std::vector<std::uint32_t> spread_over_cases(const std::vector<std::uint32_t>& of_task,
                                             std::span<const entry> entries, std::size_t limit) {
    auto chosen = in_case_rounds(of_task, entries);
    chosen.resize(std::min(limit, chosen.size()));
    std::ranges::sort(chosen);
    return chosen;
}

} // namespace preceptron
