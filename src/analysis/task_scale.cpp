#include "analysis/task_scale.hpp"

#include "agreement/scale.hpp"
#include "analysis/rated_cell.hpp"

namespace preceptron::analysis {

using agreement::rating;
using agreement::rounded;

bool score_ends::hold(double score) const {
    return !(least && rounded(score) < rounded(*least)) &&
           !(most && rounded(score) > rounded(*most));
}

score_ends ends_of(const task_scale& scale, const rating& max_score) {
    const bool by_rubric = scale.most && (scale.asked || !max_score);
    return {scale.least, by_rubric ? scale.most : max_score};
}

score_ends ends_asked_of(std::string_view judge, const task_scale& scale, const rating& max_score) {
    const auto own = scale.own_ends.find(judge);
    if (own == scale.own_ends.end())
        return ends_of(scale, max_score);
    return {own->second.least, own->second.most ? own->second.most : max_score};
}

task_scale scale_of_entries(const agreement::task_ratings& ratings, task_scale known) {
    const std::vector<double> maxima = agreement::graded_maxima(ratings);
    if (known.asked || !known.most || maxima.empty() || scales_differ(ratings) ||
        rounded(maxima.front()) == rounded(*known.most))
        return known;
    known.most = maxima.front();
    known.values.clear();
    return known;
}

} // namespace preceptron::analysis
