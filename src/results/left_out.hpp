// Stored results that stand for nothing any more, because what was asked for has changed since.
#pragma once

#include "results/stored_answers.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace preceptron::results {

// By the first reason that holds, in this order.
struct left_out {
    std::uint64_t of_judges = 0;  // that are not configured any more
    std::uint64_t of_repeats = 0; // that their judge is not asked for any more
    std::uint64_t of_entries = 0; // that the dataset does not have, or has of another benchmark

    std::uint64_t all() const noexcept { return of_judges + of_repeats + of_entries; }
};

// Of the results that stand, those of none of these judges' repeats, and those of an entry that
// does not count.
left_out count_left_out(
    const journal::stored_results& stored, std::span<const published_judge> judges,
    const std::function<bool(const journal::trial_name&, const journal::stored_result&)>& counts);

// "3 stored results left out: 2 of entries that are not in the dataset any more, 1 of a repeat that
// is not asked for any more"; empty where there are none.
std::string left_out_text(const left_out& counts);

} // namespace preceptron::results
