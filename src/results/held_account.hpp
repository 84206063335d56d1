// What held an account's calls back over the runs of a folder that told it when they ended.
#pragma once

#include "journal/record.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace preceptron::results {

struct held_account {
    std::string name;
    std::uint64_t looks = 0;                       // at it, twice a second, while it had work to do
    std::map<std::string, std::uint64_t> by;       // of these looks, by what held it then
    std::map<std::string, std::string> would_help; // by the same, where a run knew of anything

    // The most frequent first.
    std::vector<std::pair<std::string, double>> shares() const;
};

// A run more.
void add(const journal::account_limits& run, std::vector<held_account>& accounts);

} // namespace preceptron::results
