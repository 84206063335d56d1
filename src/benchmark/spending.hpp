// What the calls of a folder have cost over all its runs, and may have cost.
#pragma once

#include <cstdint>
#include <string>

namespace preceptron {

// In USD.
struct spending {
    double known = 0;   // of calls whose cost is recorded
    double unknown = 0; // of all other calls that may be on the bill: the most that they may cost
    std::uint64_t unpriced = 0; // calls of these whose price was not known either

    // As a budget counts it.
    double most() const noexcept { return known + unknown; }
};

// "$4.11", "$4.11, and $0.81 at most for calls of unknown cost", "$4.11, and 3 calls of unknown
// price"; "unknown".
std::string spending_text(const spending& money);

// "$4.92 of $5.00 spent", with what is not known of it in brackets.
std::string spent_of_text(const spending& money, double budget_usd);

} // namespace preceptron
