// The scores a task's rubric has.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::judging {

// Either a list of values, or a range with or without steps. Where the range's end is the entry's
// own max_score, each function is told that; for an entry without one the range is open above.
struct scale {
    std::vector<double> values; // ascending; when not empty, these and no others
    double min = 0;
    std::optional<double> max;  // absent: the entry's max_score
    std::optional<double> step; // counted from min; absent = any number of the range

    // More than anybody tells apart, and than a table of them should have.
    static constexpr int most_steps = 1'000;
    bool has_too_many_steps() const noexcept {
        return max && step && (*max - min) / *step >= most_steps + 1;
    }

    // Whether `max`, where it is known, can be reached by steps from `min`.
    bool steps_reach_max() const noexcept {
        if (!max || !step)
            return true;
        const double steps = (*max - min) / *step;
        return std::abs(steps - std::round(steps)) < 1e-6;
    }

    // Whether it has more than one score: not where the entry's maximum is no more than the least.
    bool has_room(std::optional<double> max_score) const noexcept;

    bool ends_at_entry_maximum() const noexcept { return values.empty() && !max; }

    // The best score there is, if that is known.
    std::optional<double> highest(std::optional<double> max_score) const noexcept;

    // The scale's own value within 1e-9 of `score`, or nothing. `score` may be any double.
    std::optional<double> place(double score, std::optional<double> max_score) const noexcept;

    bool contains(double score, std::optional<double> max_score) const noexcept {
        return place(score, max_score).has_value();
    }

    // Whether `grade` lies between the worst and the best score: a physician's mean may lie between
    // two of the scale's values.
    bool spans(double grade, std::optional<double> max_score) const noexcept;

    // "0, 2, 2.5, 3", "0 to 19 in steps of 0.5", "0 to the entry's max_score".
    std::string describe(std::optional<double> max_score) const;
};

// A score as a person writes it: "4", "2.5".
std::string score_text(double score);

} // namespace preceptron::judging
