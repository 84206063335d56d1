// Statistics of sums over cases. What adds up case by case can be left out and drawn again without
// its rows.
#pragma once

#include "agreement/resamples.hpp"
#include "agreement/statistic.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace preceptron::agreement {

// Of the sums of each column.
using totals_statistic = std::function<statistic(std::span<const double>)>;

class case_totals {
  public:
    case_totals(std::uint32_t cases, std::size_t columns)
        : columns_(columns), sums_(cases * columns), occupied_(cases) {}

    std::uint32_t cases() const noexcept { return static_cast<std::uint32_t>(occupied_.size()); }
    // To add to; the case then has something.
    std::span<double> of(std::uint32_t one);
    bool occupied(std::uint32_t one) const { return occupied_[one]; }

    std::vector<double> total() const;
    // By case, NaN where undefined; a case that has nothing gives the statistic of the whole.
    std::vector<double> left_out(const totals_statistic& of) const;
    // By replicate, NaN where undefined.
    std::vector<double> replicates(const resamples& draws, const totals_statistic& of,
                                   unsigned threads) const;

  private:
    std::size_t columns_;
    std::vector<double> sums_;
    std::vector<char> occupied_;
};

} // namespace preceptron::agreement
