// Flags whose value is a number within bounds.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace preceptron::cli {

// Refuses what is no whole number from `least` to `most`, and says what is wanted.
CLI::Validator whole_number(std::int64_t least, std::int64_t most = 1'000'000'000);

// Refuses what is no finite number above 0, or more than `most`.
CLI::Validator positive_number(double most = std::numeric_limits<double>::infinity());

// Refuses what is no finite number.
CLI::Validator any_number();

// The values of texts that it does not refuse.
std::vector<double> to_numbers(const std::vector<std::string>& texts);

// Of resampling and of simulated faults.
constexpr std::int64_t greatest_seed = 9'223'372'036'854'775'807;

} // namespace preceptron::cli
