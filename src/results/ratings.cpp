#include "results/ratings.hpp"

#include "agreement/repeats.hpp"

#include <algorithm>

namespace preceptron::results {

void use_repeats(ratings& all, repeat_rule rule) {
    for (rated_task& task : all.tasks)
        for (std::size_t j = 0; j < task.repeats.size(); ++j) {
            const agreement::rating_matrix& scores = task.repeats[j].scores;
            std::vector<agreement::rating>& used = task.ratings.judges[j].scores;
            switch (rule) {
            case repeat_rule::first:
                used.clear();
                for (std::size_t i = 0; i < scores.items(); ++i)
                    used.push_back(scores.at(i, 0));
                break;
            case repeat_rule::mean:
                used = agreement::mean_of_repeats(scores);
                break;
            case repeat_rule::median:
                used = agreement::median_of_repeats(scores);
                break;
            }
        }
}

namespace {

template<class T>
void keep(std::vector<T>& column, const std::vector<std::size_t>& rows) {
    if (column.empty())
        return;
    std::vector<T> kept;
    for (const std::size_t i : rows)
        kept.push_back(column[i]);
    column = std::move(kept);
}

void keep(rated_task& task, const std::vector<std::size_t>& rows) {
    agreement::task_ratings& r = task.ratings;
    keep(task.ids, rows);
    keep(r.grades, rows);
    keep(r.case_ids, rows);
    keep(r.studies, rows);
    keep(r.models, rows);
    keep(r.questions, rows);
    keep(r.max_scores, rows);
    keep(r.characters, rows);
    for (agreement::judge_scores& j : r.judges) {
        keep(j.scores, rows);
        keep(j.unasked, rows);
    }
    for (judge_repeats& j : task.repeats) {
        keep(j.missing_class, rows);
        keep(j.open, rows);
        agreement::rating_matrix kept(rows.size(), j.scores.raters());
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t repeat = 0; repeat < j.scores.raters(); ++repeat)
                kept.at(i, repeat) = j.scores.at(rows[i], repeat);
        j.scores = std::move(kept);
    }
}

} // namespace

void leave_out_cases(ratings& all, const std::vector<std::string>& case_ids) {
    for (rated_task& task : all.tasks) {
        const std::vector<std::string>& cases = task.ratings.case_ids;
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < task.ids.size(); ++i)
            if (cases.empty() || !std::ranges::binary_search(case_ids, cases[i])) {
                rows.push_back(i);
            } else {
                all.development_ids.push_back(task.ids[i]);
                all.development += task.ratings.grades[i].has_value();
            }
        if (rows.size() < task.ids.size())
            keep(task, rows);
    }
}

std::map<std::string, std::size_t> missing_by_class(const rated_task& task, std::size_t judge) {
    std::map<std::string, std::size_t> out;
    for (std::size_t i = 0; i < task.ids.size(); ++i)
        if (task.ratings.grades[i] && !task.ratings.judges[judge].scores[i])
            ++out[task.ratings.is_unasked(judge, i) ? std::string(not_asked)
                                                    : task.repeats[judge].missing_class[i]];
    return out;
}

std::size_t with_later_scores_only(const rated_task& task, std::size_t judge) {
    const agreement::rating_matrix& scores = task.repeats[judge].scores;
    std::size_t n = 0;
    for (std::size_t i = 0; i < scores.items(); ++i)
        n += task.ratings.grades[i] && !task.ratings.judges[judge].scores[i] &&
             scores.ratings_of(i) > 0;
    return n;
}

entries_to_ask still_to_ask(const rated_task& task, std::size_t judge) {
    const std::vector<bool>& open = task.repeats[judge].open;
    entries_to_ask n;
    for (std::size_t i = 0; i < open.size(); ++i)
        if (task.ratings.grades[i] && open[i] && !task.ratings.is_unasked(judge, i))
            ++(task.ratings.judges[judge].scores[i] ? n.repeat : n.whole);
    return n;
}

} // namespace preceptron::results
