#include "results/disagreements.hpp"

#include "benchmark/field_text.hpp"
#include "core/utf8.hpp"

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

double width_of(const rated_task& task, std::size_t entry) {
    const agreement::task_ratings& r = task.ratings;
    if (entry < r.max_scores.size() && r.max_scores[entry] && *r.max_scores[entry] > 0)
        return *r.max_scores[entry];
    double lo = 0, hi = 0;
    for (const agreement::rating& g : r.grades)
        if (g) {
            lo = std::min(lo, *g);
            hi = std::max(hi, *g);
        }
    return hi > lo ? hi - lo : 1;
}

std::vector<place> largest_of(const ratings& all, const std::string& judge, std::size_t how_many) {
    std::vector<place> places;
    for (std::size_t t = 0; t < all.tasks.size(); ++t) {
        const agreement::task_ratings& r = all.tasks[t].ratings;
        for (const agreement::judge_scores& j : r.judges) {
            if (j.judge != judge)
                continue;
            for (std::size_t i = 0; i < r.size(); ++i)
                if (r.grades[i] && j.scores[i] && *r.grades[i] != *j.scores[i])
                    places.push_back(
                        {t, i, std::abs(*j.scores[i] - *r.grades[i]) / width_of(all.tasks[t], i)});
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

std::string beginning(std::string text) {
    if (text.size() <= excerpt_bytes)
        return text;
    std::size_t end = 0;
    while (end < excerpt_bytes)
        end += std::max<std::size_t>(utf8_sequence_length(std::string_view(text).substr(end)), 1);
    text.resize(std::min(end, text.size()));
    return text + "…";
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
                           record->score, p.share, beginning(record->justification),
                           beginning(field_text(e->record.read(buffer), "response").value_or(""))});
        }
    return out;
}

} // namespace preceptron::results
