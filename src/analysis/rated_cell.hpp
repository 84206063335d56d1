// One judge on one task: how many, how well, how sure.
#pragma once

#include "agreement/pair_statistics.hpp"
#include "agreement/pairs.hpp"
#include "agreement/scale.hpp"
#include "analysis/estimate.hpp"
#include "analysis/settings.hpp"
#include "analysis/task_scale.hpp"
#include "results/ratings.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace preceptron::analysis {

// Resamples of what is computed the published way.
inline constexpr std::size_t published_way_replicates = 2'000;

struct rated_cell {
    std::string judge;
    std::string task;
    bool by_case = false;                       // of sums over cases, which count as entries here
    std::size_t eligible = 0;                   // entries with a grade
    std::size_t n = 0;                          // of those, with a score
    std::uint32_t cases = 0;                    // with a pair
    bool cases_known = true;                    // false: no case ids, and each entry counts as one
    std::uint32_t unnamed_cases = 0;            // of them: an entry each, without a case id beside
                                                // others with one
    std::map<std::string, std::size_t> missing; // eligible entries without a score, by class

    // What a mean error is divided by to be a share of the scale; absent: nothing tells it.
    agreement::rating error_divisor{};

    // On scores divided by max_score where the task's entries differ in it, else on points.
    bool normalised = false;
    std::vector<estimate> statistics;               // with cluster intervals
    std::vector<agreement::named_estimate> details; // without, or as if rows were independent
    std::vector<std::vector<double>> left_out;      // of each of `statistics`, by case
    std::vector<std::string> case_ids;              // of those cases; empty where there is none
    std::string tolerance;                          // "1 point", "10 % of the scale"; empty: none
    std::vector<double> categories;                 // of details' confusion.union
    std::vector<double> categories_full;            // of confusion.full, where a scale is declared

    // In points, whatever the above is in. `kappa` is undefined where scales differ.
    std::vector<estimate> points; // mae, bias, pearson
    agreement::statistic kappa;

    // As published tables have it: tolerance accuracy, and kappa of scores rounded to whole points,
    // with intervals that ignore cases and so are too narrow. Empty unless asked for.
    std::vector<estimate> published_way; // within_tolerance, kappa.quadratic.value

    // Where a score is missing that was asked for, the point farthest from the grade stands for
    // it: a bound of error and of exact agreement. Kappa has its least value elsewhere, and can
    // rise this way. Without a known scale there is no such point; disagree it can all the same.
    std::vector<estimate> worst_case; // kappa.quadratic.value, mae, exact_agreement: no intervals
    std::uint32_t worst_case_cases = 0; // with an entry that was asked: worst_case is of asked()

    // Entries that were asked, or are still to be.
    std::size_t asked() const {
        const auto unasked = missing.find(std::string(results::not_asked));
        return eligible - (unasked == missing.end() ? 0 : unasked->second);
    }
    // What an interval can be trusted to stand on: entries that may share a case are no cases.
    std::uint32_t sure_cases() const { return cases - unnamed_cases; }
    // NaN where no entry is eligible.
    double coverage() const { return static_cast<double>(n) / static_cast<double>(eligible); }
};

// Whether a task's graded entries differ in their maximum, so that points cannot be compared.
bool scales_differ(const agreement::task_ratings& ratings);

// The scores that a task has at all, as far as declared; empty: not declared, or none in common.
std::vector<double> declared_scale(const agreement::task_ratings& ratings, const task_scale& scale,
                                   const settings& s);

// The greatest score of a task, for its entries without a max_score; none where they differ in it,
// or where nothing tells it.
agreement::rating maximum_of(const agreement::task_ratings& ratings, const task_scale& scale,
                             const settings& s);

// The category set of `.full` statistics, which is that and what occurs; empty when there is none.
agreement::scale full_scale(const std::vector<double>& declared, const agreement::pairs& p);

// The category set that kappa by category goes by: the full one, or else what occurs.
agreement::scale category_set(const std::vector<double>& declared, const agreement::pairs& p);

// All judges of a task. `missing` has one map a judge.
std::vector<rated_cell> rate_cells(const agreement::task_ratings& ratings,
                                   const std::vector<std::map<std::string, std::size_t>>& missing,
                                   const task_scale& scale, const settings& s);

} // namespace preceptron::analysis
