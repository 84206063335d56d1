// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron {

// "1,234,567"
std::string grouped(std::uint64_t number);
// "1 entry", "1,234 entries"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
// Without what follows the point; what is below zero or no number is 0, what is above 2^53 is 2^53.
std::string grouped_whole(double number);

// "$0.0042", "$1.23", "$1,234"; two digits that count below a dollar.
std::string dollars(double usd);

// "0.50": with so many decimals, half away from 0; never "-0.00". `x` is finite.
std::string fixed(double x, int decimals);

// "0.4s", "12s", "3m20s", "2h05m", "3d04h"
std::string span_text(double seconds);

} // namespace preceptron
