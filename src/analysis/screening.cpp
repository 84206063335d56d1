#include "analysis/screening.hpp"

#include "agreement/scale.hpp"
#include "analysis/rated_cell.hpp"
#include "analysis/rater_entries.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace preceptron::analysis {

using agreement::rating;
using agreement::task_ratings;

namespace {

void forget_impossible_maxima(results::ratings& all, screening& out) {
    for (results::rated_task& t : all.tasks) {
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < t.ratings.max_scores.size(); ++i)
            if (rating& most = t.ratings.max_scores[i]; most && !(*most > 0)) {
                most.reset();
                ids.push_back(t.ids[i]);
            }
        if (!ids.empty())
            out.notes.push_back(printable(t.ratings.task, 60) + ": the max_score of " +
                                counted(ids.size(), "entry", "entries") +
                                " is not above 0 and counts as unknown: " + first_few(ids));
    }
}

std::size_t drop_without_maximum(results::ratings& all) {
    std::size_t dropped = 0;
    for (results::rated_task& t : all.tasks) {
        task_ratings& r = t.ratings;
        if (!scales_differ(r))
            continue;
        const task_ratings shares = agreement::normalised(r);
        for (std::size_t i = 0; i < r.size(); ++i)
            if (r.grades[i] && !shares.grades[i]) {
                r.grades[i].reset();
                ++dropped;
            }
    }
    return dropped;
}

constexpr double tolerance = 1e-9;

// The scores that a task has.
class possible_scores {
  public:
    possible_scores(const task_scale& rubric, const std::vector<double>& given)
        : given_(!given.empty()), values_(given_ ? given : rubric.values),
          least_(given_ ? rating() : rubric.least),
          most_(values_.size() > 0 ? rating(values_[values_.size() - 1]) : rubric.most) {}

    // `max_score` infinite: unknown.
    bool has(double score, double max_score) const {
        if (!given_) {
            if (score > max_score + tolerance)
                return false;
            if (most_ && std::isfinite(max_score) && std::abs(max_score - *most_) > tolerance)
                return true; // the rubric is of other entries than these
        }
        if (values_.size() > 0)
            return values_.index_of(score) < values_.size();
        return !(least_ && score < *least_ - tolerance) && !(most_ && score > *most_ + tolerance);
    }

  private:
    bool given_;
    agreement::scale values_;
    rating least_, most_;
};

// Returns how many, and names the entries.
std::size_t drop_off_scale(results::rated_task& t, const possible_scores& scale,
                           std::vector<std::string>& ids) {
    constexpr double unknown = std::numeric_limits<double>::infinity();
    std::size_t dropped = 0;
    for (std::size_t i = 0; i < t.ids.size(); ++i) {
        const double max_score =
            t.ratings.max_scores.empty() ? unknown : t.ratings.max_scores[i].value_or(unknown);
        const std::size_t before = dropped;
        for (results::judge_repeats& judge : t.repeats)
            for (std::size_t repeat = 0; repeat < judge.scores.raters(); ++repeat) {
                rating& score = judge.scores.at(i, repeat);
                if (!score || scale.has(*score, max_score))
                    continue;
                score.reset();
                if (repeat == 0)
                    judge.missing_class[i] = results::out_of_scale;
                ++dropped;
            }
        if (dropped > before)
            ids.push_back(t.ids[i]);
    }
    return dropped;
}

} // namespace

screening screen(results::ratings& all, const task_scales& scales, const settings& s) {
    screening out;
    forget_impossible_maxima(all, out);
    out.without_maximum = drop_without_maximum(all);
    static const std::vector<double> none;
    for (results::rated_task& t : all.tasks) {
        const auto rubric = scales.find(t.ratings.task);
        const possible_scores scale(rubric == scales.end() ? task_scale() : rubric->second,
                                    scales_differ(t.ratings) ? none : s.scale);
        std::vector<std::string> ids;
        if (const std::size_t n = drop_off_scale(t, scale, ids); n > 0)
            out.notes.push_back(
                printable(t.ratings.task, 60) + ": " +
                counted(n, "of the judges' scores is", "of the judges' scores are") +
                " off the scale and " + (n == 1 ? "counts" : "count") +
                " as missing (out_of_scale): " + first_few(ids));
    }
    return out;
}

} // namespace preceptron::analysis
