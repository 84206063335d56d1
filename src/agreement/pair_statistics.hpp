// Every statistic of one judge's scores against the grades, under the names by which they are
// printed and compared.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/statistic.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace preceptron::agreement {

using count_table = std::vector<std::vector<std::int64_t>>;
using keyed_numbers = std::vector<std::pair<std::string, double>>;

// What a name stands for: a number, an interval, a table (rows are grades), or a number a key.
using estimate = std::variant<statistic, interval_estimate, count_table, keyed_numbers>;

struct named_estimate {
    std::string name;
    estimate value;
};

// Tables grow with the square of the scale: with more values than this a category means little, and
// statistics that need one are undefined, but for quadratic kappa, which is concordance.
inline constexpr std::size_t most_categories = 300;

// `.union` statistics use the categories that occur, `.full` ones those and `declared`; the latter
// are left out when `declared` is empty. Intervals and standard errors among these take rows as
// independent: they are for the detail table, never the headline.
std::vector<named_estimate> pair_statistics(const pairs& p, const scale& declared);

} // namespace preceptron::agreement
