// Entries spread evenly over their cases: what a limit, a pilot, and their readers go by.
#pragma once

#include "benchmark/entry.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace preceptron {

// Whose prompts have most in common: study and case_id together.
std::string case_of(const entry& e);

// First one of each case, then a second, and so on. A case is a case_id, as in the statistics.
std::vector<std::uint32_t> in_case_rounds(const std::vector<std::uint32_t>& of_task,
                                          std::span<const entry> entries);

// The first `limit` of them, in dataset order.
std::vector<std::uint32_t> spread_over_cases(const std::vector<std::uint32_t>& of_task,
                                             std::span<const entry> entries, std::size_t limit);

} // namespace preceptron
