#include "analysis/screening.hpp"

#include "agreement/scale.hpp"
#include "analysis/rated_cell.hpp"
#include "analysis/rater_entries.hpp"
#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>

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

// The half points that graders gave between two neighbours of the rubric, one apart: half points
// occur in grades, and where they do the judge may have them, too.
std::vector<double> graded_halves(const task_ratings& r, const agreement::scale& rubric) {
    std::vector<double> out;
    for (const rating& grade : r.grades)
        if (grade && rubric.index_of(*grade) == rubric.size() &&
            rubric.index_of(*grade - 0.5) < rubric.size() &&
            rubric.index_of(*grade + 0.5) < rubric.size())
            out.push_back(*grade);
    return out;
}

// The scores that a task has.
class possible_scores {
  public:
    possible_scores(const task_scale& rubric, const std::vector<double>& given,
                    const task_ratings& ratings)
        : rubric_(rubric), given_(given), values_(rubric.values),
          halves_(graded_halves(ratings, values_)),
          below_nothing_(std::ranges::any_of(
              ratings.grades, [](const rating& grade) { return grade && *grade < 0; })) {}

    bool has(double score, const rating& max_score, const std::string& judge) const {
        if (given_.size() > 0)
            return given_.index_of(score) < given_.size();
        if (rubric_.asked)
            return ends_asked_of(judge, rubric_, max_score).hold(score);
        const score_ends ends = ends_of(rubric_, max_score);
        if (!ends.hold(score))
            return false;
        // A maximum says that the scale begins at 0, unless physicians went below it.
        if (!ends.least && ends.most && !below_nothing_ && agreement::rounded(score) < 0)
            return false;
        const bool by_rubric = values_.size() > 0 && ends.most &&
                               agreement::rounded(*ends.most) == values_[values_.size() - 1];
        return !by_rubric || values_.index_of(score) < values_.size() ||
               halves_.index_of(score) < halves_.size();
    }

  private:
    const task_scale& rubric_;
    agreement::scale given_, values_, halves_;
    bool below_nothing_; // a grade is
};

// Returns how many of entries with a grade, and names these; those of others are in no count.
std::size_t drop_off_scale(results::rated_task& t, const possible_scores& scale,
                           std::vector<std::string>& ids) {
    std::size_t dropped = 0;
    for (std::size_t i = 0; i < t.ids.size(); ++i) {
        const rating max_score = t.ratings.max_scores.empty() ? rating() : t.ratings.max_scores[i];
        const std::size_t before = dropped;
        for (std::size_t j = 0; j < t.repeats.size(); ++j) {
            results::judge_repeats& judge = t.repeats[j];
            for (std::size_t repeat = 0; repeat < judge.scores.raters(); ++repeat) {
                rating& score = judge.scores.at(i, repeat);
                if (!score || scale.has(*score, max_score, t.ratings.judges[j].judge))
                    continue;
                score.reset();
                if (repeat == 0)
                    judge.missing_class[i] = results::out_of_scale;
                dropped += t.ratings.grades[i].has_value();
            }
        }
        if (dropped > before)
            ids.push_back(t.ids[i]);
    }
    return dropped;
}

// Grades that no judge can give: a rater's would be left out, an entry's is the user's to mend.
void note_grades_off_scale(const results::rated_task& t, const task_scale& rubric,
                           const std::vector<double>& given, screening& out) {
    const task_ratings& r = t.ratings;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < r.size(); ++i) {
        if (!r.grades[i])
            continue;
        const rating max_score = r.max_scores.empty() ? rating() : r.max_scores[i];
        const bool possible = std::ranges::any_of(r.judges, [&](const auto& judge) {
            const score_ends ends = given.empty() ? ends_asked_of(judge.judge, rubric, max_score)
                                                  : score_ends{given.front(), given.back()};
            return ends.hold(*r.grades[i]);
        });
        if (!possible)
            ids.push_back(t.ids[i]);
    }
    if (!ids.empty())
        out.notes.push_back(printable(r.task, 60) + ": " +
                            counted(ids.size(), "of the grades is", "of the grades are") +
                            " below or above the scores of the task and " +
                            (ids.size() == 1 ? "counts as it stands" : "count as they stand") +
                            ", so that no judge can agree: " + first_few(ids));
}

task_scales scales_of_entries(const results::ratings& all, const task_scales& known) {
    task_scales out;
    for (const results::rated_task& t : all.tasks) {
        const auto found = known.find(t.ratings.task);
        out[t.ratings.task] =
            scale_of_entries(t.ratings, found == known.end() ? task_scale() : found->second);
    }
    return out;
}

} // namespace

screening screen(results::ratings& all, const task_scales& known, const settings& s) {
    screening out;
    forget_impossible_maxima(all, out);
    out.without_maximum = drop_without_maximum(all);
    out.scales = scales_of_entries(all, known);
    static const std::vector<double> none;
    for (results::rated_task& t : all.tasks) {
        const task_scale& rubric = out.scales.at(t.ratings.task);
        const bool differ = scales_differ(t.ratings);
        if (differ && !s.scale.empty())
            out.notes.push_back(printable(t.ratings.task, 60) +
                                ": --scale does not count, as the entries differ in max_score: "
                                "figures are of grades and scores divided by it");
        const std::vector<double>& given = differ ? none : s.scale;
        note_grades_off_scale(t, rubric, given, out);
        const possible_scores scale(rubric, given, t.ratings);
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
