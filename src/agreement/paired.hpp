// Judge against judge on the rows that both scored.
#pragma once

#include "agreement/cluster_tables.hpp"
#include "agreement/pairs.hpp"
#include "agreement/table_statistic.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace preceptron::agreement {

// The grades of those rows with either judge's scores; row i is the same entry in both.
struct paired_scores {
    pairs a;
    pairs b;

    std::size_t size() const noexcept { return a.size(); }
};
paired_scores scored_by_both(std::span<const rating> grades, std::span<const rating> a,
                             std::span<const rating> b, const case_numbering& cases);

// Both judges' tables on one layout, so that they can be added and exchanged case by case. The
// category set: `declared`, and what occurs in either.
struct paired_tables {
    cluster_tables a;
    cluster_tables b;
};
paired_tables tables_of(const paired_scores& rows, const scale& declared = {});

// Statistic of A less statistic of B, one a statistic wanted; NaN where either is undefined.
std::vector<double> differences(const paired_tables& tables,
                                std::span<const table_statistic> wanted);

// If the judges were alike, their scores of a case could be exchanged: the difference is compared
// with what it is under exchanges of whole cases. |D*| >= |D| - 1e-12 counts as being as great, and
// so does a D* that is undefined: it tells nothing against chance.
struct swap_test {
    std::uint32_t cases = 0; // with rows: only they can be exchanged
    bool exact = true;       // all exchanges, else a random sample
    std::size_t exchanges = 0;
    double smallest_p = 1; // that so many cases can give at all; exact tests only
    std::vector<double> p; // one a statistic wanted; NaN where its difference is undefined
};

// Two judges' scores, of some cases exchanged.
class exchangeable {
  public:
    virtual ~exchangeable() = default;
    virtual void exchange(std::uint32_t c) = 0; // or back
    virtual bool exchanged(std::uint32_t c) const = 0;
    virtual void read(std::span<double> differences) = 0; // NaN where undefined
};

// Exact over all 2^C exchanges when C <= most_cases_exact, else (1 + #)/(1 + exchanges) of random
// ones, which are the same for a seed, stream and case number.
inline constexpr std::uint32_t most_cases_exact = 16;
swap_test exchange_cases(const paired_tables& tables, std::span<const table_statistic> wanted,
                         std::size_t exchanges, std::uint64_t seed, std::string_view stream);
// `cases`, ascending, have rows; `state` has none exchanged, and reads so many statistics.
swap_test exchange_cases(exchangeable& state, std::size_t statistics,
                         std::span<const std::uint32_t> cases, std::size_t exchanges,
                         std::uint64_t seed, std::string_view stream);

} // namespace preceptron::agreement
