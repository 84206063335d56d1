// Stored results that stand for nothing any more, because what was asked for has changed since.
#pragma once

#include <cstdint>
#include <string>

namespace preceptron::results {

// By the first reason that holds, in this order.
struct left_out {
    std::uint64_t of_judges = 0;  // that are not configured any more
    std::uint64_t of_repeats = 0; // that their judge is not asked for any more
    std::uint64_t of_entries = 0; // that the dataset does not have, or has of another benchmark

    std::uint64_t all() const noexcept { return of_judges + of_repeats + of_entries; }
};

// "3 stored results left out: 2 of entries that are not in the dataset any more, 1 of a repeat that
// is not asked for any more"; empty where there are none.
std::string left_out_text(const left_out& counts);

} // namespace preceptron::results
