#include "results/file_ratings.hpp"

#include "core/printable.hpp"
#include "results/epoch_order.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace preceptron::results {

namespace {

// Numbers names in order of first appearance.
class numbering {
  public:
    std::size_t operator[](const std::string& name) {
        const auto [at, fresh] = index_.try_emplace(name, names.size());
        if (fresh)
            names.push_back(name);
        return at->second;
    }
    std::vector<std::string> names;

  private:
    std::map<std::string, std::size_t> index_;
};

// Of one judge, by epoch and entry. Judges need not be asked equally often.
using judge_rows = std::map<std::string, std::map<std::size_t, const rating_row*>, epoch_order>;

struct task_rows {
    numbering entries, judges;
    std::vector<const rating_row*> first; // of each entry
    // Of each entry, the first with a grade; null: none has one. Beside raters a file may lack
    // them.
    std::vector<const rating_row*> graded;
    std::vector<judge_rows> scores;       // of each judge
};

failure disagree(const rating_row& a, const rating_row& b, const std::string& what) {
    return fail(errc::bad_dataset, b.at + ": entry '" + printable(b.id, 60) + "' has another " +
                                       what + " than at " + a.at);
}

result<void> add(task_rows& task, const rating_row& row) {
    const std::size_t entry = task.entries[row.id];
    if (entry == task.first.size()) {
        task.first.push_back(&row);
        task.graded.push_back(nullptr);
    }
    const rating_row& first = *task.first[entry];
    const rating_row*& graded = task.graded[entry];
    if (row.grade && graded && graded->grade != row.grade)
        return disagree(*graded, row, "grade");
    if (row.grade && !graded)
        graded = &row;
    if (first.max_score != row.max_score)
        return disagree(first, row, "max_score");
    if (first.case_id != row.case_id)
        return disagree(first, row, "case_id");
    const std::size_t judge = task.judges[row.judge];
    task.scores.resize(std::max(task.scores.size(), judge + 1));
    const auto [at, fresh] = task.scores[judge][row.epoch].try_emplace(entry, &row);
    if (!fresh)
        return fail(errc::bad_dataset,
                    row.at + ": judge '" + printable(row.judge, 60) + "' scored entry '" +
                        printable(row.id, 60) + "' before, at " + at->second->at +
                        "; repeats need a column 'epoch', several judges a column 'judge'");
    return {};
}

rated_task build(const std::string& name, task_rows& rows) {
    rated_task task;
    agreement::task_ratings& r = task.ratings;
    r.task = name;
    task.ids = rows.entries.names;
    for (const rating_row* row : rows.graded)
        r.grades.push_back(row ? row->grade : agreement::rating());
    for (const rating_row* row : rows.first) {
        r.case_ids.push_back(row->case_id);
        r.studies.push_back(row->study);
        r.models.push_back(row->model);
        r.questions.push_back(row->question);
        r.max_scores.push_back(row->max_score);
        r.characters.push_back(row->characters);
    }
    if (std::ranges::all_of(r.questions, &std::string::empty))
        r.questions.clear();
    for (std::size_t j = 0; j < rows.scores.size(); ++j) {
        r.judges.push_back({rows.judges.names[j], {}});
        judge_repeats& of_judge = task.repeats.emplace_back(
            agreement::rating_matrix(task.ids.size(), rows.scores[j].size()),
            std::vector<std::string>(task.ids.size(), std::string(no_score)));
        std::size_t repeat = 0;
        for (const auto& [epoch, by_entry] : rows.scores[j]) {
            for (const auto& [entry, row] : by_entry)
                of_judge.scores.at(entry, repeat) = row->score;
            ++repeat;
        }
    }
    return task;
}

} // namespace

result<ratings> arrange_ratings(const std::vector<rating_row>& rows) {
    numbering tasks;
    std::vector<task_rows> by_task;
    for (const rating_row& row : rows) {
        const std::size_t t = tasks[row.task.empty() ? std::string(unnamed_task) : row.task];
        by_task.resize(std::max(by_task.size(), t + 1));
        if (auto added = add(by_task[t], row); !added)
            return added.error();
    }
    ratings all;
    for (std::size_t t = 0; t < by_task.size(); ++t) {
        all.tasks.push_back(build(tasks.names[t], by_task[t]));
        all.entries += all.tasks.back().ids.size();
        all.ungraded += static_cast<std::size_t>(
            std::ranges::count(all.tasks.back().ratings.grades, agreement::rating()));
    }
    use_repeats(all, repeat_rule::first);
    return all;
}

} // namespace preceptron::results
