// The rows that have both a grade and a score, with the case each belongs to.
#pragma once

#include "agreement/scale.hpp"
#include "agreement/task_ratings.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace preceptron::agreement {

// Numbers the cases in order of first appearance.
struct case_numbering {
    std::vector<std::uint32_t> of_row;
    std::uint32_t count = 0;
};

// An empty id, or an empty column of `rows` rows, makes each row a case of its own.
case_numbering number_cases(std::span<const std::string> case_ids, std::size_t rows);

// Three columns of equal length. `case_count` counts the cases of the task, also those without a
// complete pair, so that all judges of a task share their resamples.
struct pairs {
    std::vector<double> grade;
    std::vector<double> score;
    std::vector<std::uint32_t> cluster;
    std::uint32_t case_count = 0;

    std::size_t size() const noexcept { return grade.size(); }
    bool empty() const noexcept { return grade.empty(); }
    void add(double g, double p, std::uint32_t c) {
        grade.push_back(g);
        score.push_back(p);
        cluster.push_back(c);
    }
};

pairs complete_pairs(std::span<const rating> grades, std::span<const rating> scores,
                     const case_numbering& cases);
pairs complete_pairs(const task_ratings& ratings, std::size_t judge);

// The sensitivity analysis of missing scores: where a grade has no score, the value of `range`
// (its least and greatest) that is farthest from the grade stands in.
pairs worst_case_pairs(std::span<const rating> grades, std::span<const rating> scores,
                       const case_numbering& cases, const scale& range);

// Cases that have at least one pair.
std::uint32_t cases_with_pairs(const pairs& p);

// Each row a case of its own: for figures that are compared with analyses that ignored cases.
pairs rows_as_cases(const pairs& p);

// The categories that occur in either column.
scale observed_scale(const pairs& p);

// score - grade; positive means the judge is lenient.
std::vector<double> differences(const pairs& p);

} // namespace preceptron::agreement
