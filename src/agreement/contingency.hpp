// The table of grades against scores: rows are grades, columns are scores.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/scale.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace preceptron::agreement {

class contingency {
  public:
    // Every value of `p` must be in `categories`; merge observed_scale(p) into a declared scale
    // that may not hold them all. Throws std::invalid_argument otherwise.
    contingency(const pairs& p, scale categories);

    std::size_t size() const noexcept { return categories_.size(); }
    const scale& categories() const noexcept { return categories_; }
    std::int64_t total() const noexcept { return total_; }
    std::int64_t count(std::size_t grade, std::size_t score) const {
        return counts_[grade * size() + score];
    }
    // Shares, which need total() > 0.
    double share(std::size_t grade, std::size_t score) const {
        return static_cast<double>(count(grade, score)) / static_cast<double>(total_);
    }
    std::vector<double> grade_shares() const;
    std::vector<double> score_shares() const;

  private:
    scale categories_;
    std::vector<std::int64_t> counts_;
    std::int64_t total_ = 0;
};

} // namespace preceptron::agreement
