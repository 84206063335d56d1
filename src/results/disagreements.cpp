#include "results/disagreements.hpp"

#include "benchmark/field_text.hpp"
#include "core/excerpt.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace preceptron::results {

namespace {

constexpr std::size_t most_of_a_task = 2;
constexpr std::size_t excerpt_bytes = 500;

struct place {
    std::size_t task, entry;
    double share;
};

// For entries that do not say how wide their scale is.
double width_of_grades(const agreement::task_ratings& r) {
    std::vector<double> grades;
    for (const agreement::rating& g : r.grades)
        if (g)
            grades.push_back(*g);
    if (grades.empty())
        return 1;
    const auto [lo, hi] = std::ranges::minmax(grades);
    return hi > lo ? hi - lo : 1;
}

double width_of(const agreement::task_ratings& r, std::size_t entry, double of_grades) {
    const bool is_told =
        entry < r.max_scores.size() && r.max_scores[entry] && *r.max_scores[entry] > 0;
    return is_told ? *r.max_scores[entry] : of_grades;
}

std::vector<place> largest_of(const ratings& all, const std::string& judge, std::size_t how_many) {
    std::vector<place> places;
    for (std::size_t t = 0; t < all.tasks.size(); ++t) {
        const agreement::task_ratings& r = all.tasks[t].ratings;
        const double of_grades = width_of_grades(r);
        for (const agreement::judge_scores& j : r.judges) {
            if (j.judge != judge)
                continue;
            for (std::size_t i = 0; i < r.size(); ++i)
                if (r.grades[i] && j.scores[i] && *r.grades[i] != *j.scores[i])
                    places.push_back(
                        {t, i, std::abs(*j.scores[i] - *r.grades[i]) / width_of(r, i, of_grades)});
        }
    }
    std::ranges::stable_sort(places, std::greater(), &place::share);
    std::map<std::size_t, std::size_t> of_task;
    std::vector<place> chosen;
    for (const place& p : places)
        if (chosen.size() < how_many && of_task[p.task]++ < most_of_a_task)
            chosen.push_back(p);
    return chosen;
}

std::string at(const std::vector<std::string>& column, std::size_t i) {
    return i < column.size() ? column[i] : std::string();
}

} // namespace

result<std::vector<disagreement>> largest_disagreements(const ratings& all,
                                                        const dataset::dataset& data,
                                                        stored_answers& answers,
                                                        std::size_t per_judge) {
    std::vector<std::string> judges;
    for (const rated_task& task : all.tasks)
        for (const agreement::judge_scores& j : task.ratings.judges)
            if (std::ranges::find(judges, j.judge) == judges.end())
                judges.push_back(j.judge);
    std::vector<disagreement> out;
    record_buffer buffer;
    for (const std::string& judge : judges)
        for (const place& p : largest_of(all, judge, per_judge)) {
            const rated_task& task = all.tasks[p.task];
            const entry* const e = data.find(task.ids[p.entry]);
            const auto* const stored = e ? answers.result_of(trial_of(judge, *e, 0)) : nullptr;
            if (!stored)
                continue;
            const auto record = answers.loader().load_result(stored->where());
            if (!record)
                return record.error();
            out.push_back({judge, task.ratings.task, task.ids[p.entry],
                           at(task.ratings.case_ids, p.entry), at(task.ratings.studies, p.entry),
                           at(task.ratings.models, p.entry), *task.ratings.grades[p.entry],
                           record->score, p.share, excerpt(record->justification, excerpt_bytes),
                           excerpt(field_text(e->record.read(buffer), "response").value_or(""),
                                   excerpt_bytes)});
        }
    return out;
}

} // namespace preceptron::results
