// Who is best. Two judges are compared on the entries both scored; a mean over other entries, or
// over other tasks, may put them the other way round.
#pragma once

#include "analysis/analysis.hpp"

#include <string>
#include <vector>

namespace preceptron::analysis {

// How far one judge is ahead of another by the primary statistic, on what both scored.
struct lead {
    const macro_difference* of = nullptr; // null: they were never compared
    agreement::statistic by;              // positive is better, of errors too
    agreement::interval_estimate interval;

    // The interval excludes 0.
    bool clear() const noexcept { return interval && (interval->lo > 0 || interval->hi < 0); }
    // And where the same comparison has a p, that does not contradict it.
    bool sure() const noexcept {
        return clear() && of->can_be_significant && of->adjusted_p.value_or(0) <= 0.05;
    }
};
lead lead_of(const report& r, const std::string& judge, const std::string& other);

// On the same tasks, and on none of them with a coverage of what either was asked further apart
// than this.
inline constexpr double comparable_coverage = 0.05;
bool comparable(const judge_macro& a, const judge_macro& b);

struct ranking {
    std::vector<const judge_macro*> order; // by comparisons won, then by the mean
    // None: no judge may be called best. Several: they are equals.
    std::vector<const judge_macro*> best;
    std::vector<const judge_macro*> left_out; // without what the ranking goes by
    bool sure = false; // each of the best is surely ahead of all that are not
};
ranking rank_judges(const report& r);

} // namespace preceptron::analysis
