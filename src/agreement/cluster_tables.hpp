// The pairs of one judge as a sparse table for each case, from which the table of any resample of
// cases is a sum.
#pragma once

#include "agreement/pairs.hpp"
#include "agreement/resamples.hpp"
#include "agreement/scale.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace preceptron::agreement {

// What the rows and columns of the tables mean. Only categories that occur have one; the category
// set that AC and index spacing depend on is kept beside.
struct table_layout {
    scale occurring;
    std::vector<double> points; // of those, less `centre`, which keeps moments exact under offsets
    std::vector<double> positions; // 0, 1, ... in the category set
    double centre = 0;
    std::vector<double> categories;                              // the category set
    double tolerance = std::numeric_limits<double>::quiet_NaN(); // points; NaN: the task has none

    std::size_t size() const noexcept { return points.size(); }
    std::size_t cells() const noexcept { return points.size() * points.size(); }
};

// A layout that fits the tables of all `columns`, so that they can be added to each other.
// `categories` must hold every value, as for contingency.
table_layout common_layout(std::span<const pairs* const> columns, const scale& categories);

class cluster_tables {
  public:
    cluster_tables(const pairs& p, table_layout layout);
    cluster_tables(const pairs& p, const scale& categories);

    const table_layout& layout() const noexcept { return layout_; }
    std::uint32_t clusters() const noexcept {
        return static_cast<std::uint32_t>(starts_.size() - 1);
    }
    bool occupied(std::uint32_t c) const noexcept { return starts_[c] != starts_[c + 1]; }

    // Tables are row-major, layout().cells() long; the rows are grades.
    void add(std::uint32_t cluster, std::int32_t times, std::span<std::int32_t> table) const;
    void add(std::span<const drawn_cluster> drawn, std::span<std::int32_t> table) const;
    std::vector<std::int32_t> total() const;

  private:
    struct cell {
        std::uint32_t at;
        std::int32_t count;
    };

    table_layout layout_;
    std::vector<cell> cells_; // of cluster c: starts_[c] .. starts_[c+1]
    std::vector<std::uint32_t> starts_;
};

} // namespace preceptron::agreement
