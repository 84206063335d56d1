#include "agreement/left_out_spearman.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace preceptron::agreement {

namespace {

// A column by its different values, ascending.
struct ranked_column {
    std::vector<std::size_t> level; // of each row
    std::vector<double> rows;       // of each level, at present
    std::vector<double> rank;       // midrank of each level among those, less their mean

    explicit ranked_column(std::span<const double> x) {
        const scale values(x);
        rows.resize(values.size());
        rank.resize(values.size());
        for (const double v : x)
            ++rows[level.emplace_back(values.index_of(v))];
    }

    void set_ranks(double n) {
        double below = 0;
        for (std::size_t k = 0; k < rows.size(); ++k) {
            rank[k] = below + (rows[k] - n) / 2;
            below += rows[k];
        }
    }

    double square_sum() const {
        double sum = 0;
        for (std::size_t k = 0; k < rows.size(); ++k)
            sum += rows[k] * rank[k] * rank[k];
        return sum;
    }
};

} // namespace

std::vector<double> spearman_without_each_case(const pairs& p) {
    ranked_column grade(p.grade), score(p.score);
    std::vector<std::vector<std::size_t>> of_case(p.case_count);
    for (std::size_t i = 0; i < p.size(); ++i)
        of_case[p.cluster[i]].push_back(i);
    std::vector<double> out;
    for (std::uint32_t c = 0; c < p.case_count; ++c) {
        for (const std::size_t i : of_case[c]) {
            --grade.rows[grade.level[i]];
            --score.rows[score.level[i]];
        }
        const double n = static_cast<double>(p.size() - of_case[c].size());
        grade.set_ranks(n);
        score.set_ranks(n);
        double products = 0;
        for (std::size_t i = 0; i < p.size(); ++i)
            if (p.cluster[i] != c)
                products += grade.rank[grade.level[i]] * score.rank[score.level[i]];
        const double squares = grade.square_sum() * score.square_sum();
        out.push_back(squares > 0 ? std::clamp(products / std::sqrt(squares), -1.0, 1.0)
                                  : std::numeric_limits<double>::quiet_NaN());
        for (const std::size_t i : of_case[c]) {
            ++grade.rows[grade.level[i]];
            ++score.rows[score.level[i]];
        }
    }
    return out;
}

} // namespace preceptron::agreement
