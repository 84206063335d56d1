// Random ratings for tests of properties that hold for any data.
#pragma once

#include "agreement/pairs.hpp"

#include <random>
#include <vector>

namespace ratings {

// Scores that follow grades with some error, on a scale with gaps; cases of uneven size.
inline preceptron::agreement::pairs random_pairs(std::mt19937& dice, std::size_t n,
                                                 std::uint32_t cases) {
    static const std::vector<double> scale{0, 2, 2.5, 3, 3.5, 4, 4.5, 5};
    std::uniform_int_distribution<std::size_t> any(0, scale.size() - 1);
    std::bernoulli_distribution agrees(0.5);
    std::uniform_int_distribution<std::uint32_t> which(0, cases - 1);
    preceptron::agreement::pairs p;
    p.case_count = cases;
    for (std::size_t i = 0; i < n; ++i) {
        const double grade = scale[any(dice)];
        const double score = agrees(dice) ? grade : scale[any(dice)];
        p.add(grade, score, which(dice));
    }
    return p;
}

} // namespace ratings
