// The judge beside the physicians, where several of them graded the same entries.
#pragma once

#include "agreement/alternative_annotator.hpp"
#include "agreement/leave_one_out.hpp"
#include "agreement/non_inferiority.hpp"
#include "agreement/rater_pairs.hpp"
#include "agreement/variance_components.hpp"
#include "analysis/estimate.hpp"
#include "analysis/settings.hpp"
#include "analysis/task_scale.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace preceptron::analysis {

// Physicians who share fewer entries are not compared.
inline constexpr std::size_t least_shared_entries = 30;

struct judge_beside_physicians {
    std::string judge;
    std::size_t cases = 0;   // that the comparison stands on
    bool few_cases = false;  // so few that its interval is too narrow
    bool cases_known = true; // as task_ceiling's
    std::size_t scored = 0;  // of the entries with a physician's rating
    std::size_t shared = 0;  // that a physician shares with others and the judge, at most
    agreement::beside_humans kappa;                                   // larger is better
    agreement::beside_humans error;                                   // smaller is better
    agreement::standing standing = agreement::standing::not_compared; // by kappa and the margin
    agreement::annotator_test by_accuracy;
    agreement::annotator_test by_distance;
};

struct task_ceiling {
    std::string task;
    std::vector<std::string> raters; // all in the file, also those who are not compared
    std::size_t compared = 0;        // of them, with least_shared_entries that another rated, too
    std::vector<std::string> left_out; // the others of them
    std::size_t entries = 0;         // with a physician's rating
    std::size_t ungraded = 0;        // of them, without a grade
    std::size_t shared_entries = 0;  // with two or more
    std::uint32_t cases = 0;         // of entries with a rating
    std::size_t repeated = 0;        // ratings of one entry by one physician after the first
    bool cases_known = true;         // false: neither the task nor the raters' file has case ids
    std::vector<std::string> off_scale; // entries of grades that were left out, one a grade
    bool normalised = false;  // errors are shares of the scale, else points
    agreement::pairwise_agreement physicians;
    bool few_cases = false; // of them, as a judge's
    estimate alpha; // Krippendorff, interval
    agreement::variance_components components;
    std::size_t complete_entries = 0;        // with a rating of every physician
    agreement::statistic complete_agreement; // ICC2 on these
    std::vector<judge_beside_physicians> judges;
    std::string note; // a warning to print with it; empty = none
};

// Ratings of entries that the task has; nothing of them: no entries. A grade below or above the
// scores of the task is left out: one slip of the pen would outweigh a hundred grades.
task_ceiling find_ceiling(const results::rated_task& task, const task_scale& scale,
                          const std::vector<agreement::long_rating>& ratings, const settings& s);

// Where there is no verdict, why: "no score"; of too few shared entries how many are needed.
std::string why_not_compared(const judge_beside_physicians& judge);
// " (13 entries)", where they are too few; else empty.
std::string too_few_shared(const judge_beside_physicians& judge);

// "3 physicians, 30 entries, 18 cases†": what a verdict stands on.
std::string stands_on(const judge_beside_physicians& judge);

// The verdict in words, with the rule it follows.
std::string verdict(const judge_beside_physicians& judge, const settings& s);

} // namespace preceptron::analysis
