// The headline's figures of one judge and task, as text, for terminals and for markdown.
#pragma once

#include "analysis/analysis.hpp"
#include "analysis/figures.hpp"

#include <string>
#include <string_view>

namespace preceptron::analysis {

struct headline_row {
    std::string judge, task;
    std::string scored; // "58/60 (20)": scored, eligible, cases; "(—)" without case ids
    std::string kappa;  // quadratic, by the spacing chosen
    std::string within;              // per cent within the task's tolerance
    std::string error;               // mean absolute error in points
    std::string bias;                // in points
    std::string physicians; // "0.630 (200)": their quadratic kappa, and of how many entries; or as
                            // published
    std::string cohen, pearson, mae; // in points, as the vignette has them
};

// Above cohen, pearson and mae, wherever they stand: no wider than a terminal of 60 columns.
inline constexpr std::string_view title_of_points =
    "Cohen's kappa, Pearson's r and MAE of the points as they are";

// Names are made safe to print. `short_form` leaves out the 0 before the point.
headline_row row_of(const rated_cell& cell, const report& r, bool short_form);

// What the row has for want of physicians' ratings of the same entries; null: nothing published.
const published_figure* shown_published(const rated_cell& cell, const report& r);

} // namespace preceptron::analysis
