#include "agreement/task_ratings.hpp"

#include <algorithm>

namespace preceptron::agreement {

namespace {

rating divided(rating x, rating max_score) {
    if (!x || !max_score || !(*max_score > 0))
        return std::nullopt;
    return *x / *max_score;
}

} // namespace

bool task_ratings::names_cases() const noexcept {
    return size() == 0 || !std::ranges::all_of(case_ids, &std::string::empty);
}

std::vector<double> graded_maxima(const task_ratings& ratings) {
    std::vector<double> out;
    for (std::size_t i = 0; i < ratings.max_scores.size(); ++i)
        if (ratings.grades[i] && ratings.max_scores[i])
            out.push_back(*ratings.max_scores[i]);
    return out;
}

task_ratings normalised(const task_ratings& ratings) {
    task_ratings out = ratings;
    out.scale.clear();
    out.max_scores.assign(ratings.size(), 1.0);
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        const rating max_score = ratings.max_scores.empty() ? rating() : ratings.max_scores[i];
        out.grades[i] = divided(ratings.grades[i], max_score);
        for (judge_scores& j : out.judges)
            j.scores[i] = divided(j.scores[i], max_score);
    }
    return out;
}

} // namespace preceptron::agreement
