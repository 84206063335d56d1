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

// The first row that has each thing of an entry; null: none has. One judge's rows may lack what
// another's have.
struct entry_rows {
    const rating_row* grade = nullptr;
    const rating_row* max_score = nullptr;
    const rating_row* case_id = nullptr;
    const rating_row* study = nullptr;
    const rating_row* model = nullptr;
    const rating_row* question = nullptr;
    const rating_row* characters = nullptr;
};

struct task_rows {
    numbering entries, judges;
    std::vector<entry_rows> known;  // of each entry
    std::vector<judge_rows> scores; // of each judge
};

bool is_missing(const std::string& text) {
    return text.empty();
}
bool is_missing(const agreement::rating& number) {
    return !number;
}

// Whether `row` says nothing else than `first`, which it becomes where it is the first.
template<class T>
bool agrees(const rating_row*& first, const rating_row& row, T rating_row::*member) {
    if (is_missing(row.*member))
        return true;
    if (!first)
        first = &row;
    return first->*member == row.*member;
}

template<class T>
T value_of(const rating_row* row, T rating_row::*member) {
    return row ? row->*member : T();
}

failure disagree(const rating_row& a, const rating_row& b, const std::string& what) {
    return fail(errc::bad_dataset, b.at + ": entry '" + printable(b.id, 60) + "' has another " +
                                       what + " than at " + a.at);
}

bool of_one_file(const rating_row& a, const rating_row& b) {
    const auto file = [](const rating_row& row) {
        return std::string_view(row.at).substr(0, row.at.rfind(':'));
    };
    return file(a) == file(b);
}

failure scored_twice(const rating_row& first, const rating_row& again) {
    std::string advice = "; rows of repeats need an 'epoch', rows of several judges a 'judge'";
    if ((first.judge_of_file || again.judge_of_file) && !of_one_file(first, again))
        advice =
            "; the judge's name is that of a file, whose rows have no 'judge': if there are two "
            "judges, rename a file; if these are repeats, rows need an 'epoch'";
    return fail(errc::bad_dataset, again.at + ": judge '" + printable(again.judge, 60) +
                                       "' scored entry '" + printable(again.id, 60) +
                                       "' before, at " + first.at + advice);
}

result<void> add(task_rows& task, const rating_row& row) {
    const std::size_t entry = task.entries[row.id];
    task.known.resize(std::max(task.known.size(), entry + 1));
    entry_rows& known = task.known[entry];
    if (!agrees(known.grade, row, &rating_row::grade))
        return disagree(*known.grade, row, "grade");
    if (!agrees(known.max_score, row, &rating_row::max_score))
        return disagree(*known.max_score, row, "max_score");
    if (!agrees(known.case_id, row, &rating_row::case_id))
        return disagree(*known.case_id, row, "case_id");
    agrees(known.study, row, &rating_row::study);
    agrees(known.model, row, &rating_row::model);
    agrees(known.question, row, &rating_row::question);
    agrees(known.characters, row, &rating_row::characters);
    const std::size_t judge = task.judges[row.judge];
    task.scores.resize(std::max(task.scores.size(), judge + 1));
    const auto [at, fresh] = task.scores[judge][row.epoch].try_emplace(entry, &row);
    if (!fresh)
        return scored_twice(*at->second, row);
    return {};
}

rated_task build(const std::string& name, task_rows& rows) {
    rated_task task;
    agreement::task_ratings& r = task.ratings;
    r.task = name;
    task.ids = rows.entries.names;
    for (const entry_rows& known : rows.known) {
        r.grades.push_back(value_of(known.grade, &rating_row::grade));
        r.case_ids.push_back(value_of(known.case_id, &rating_row::case_id));
        r.studies.push_back(value_of(known.study, &rating_row::study));
        r.models.push_back(value_of(known.model, &rating_row::model));
        r.questions.push_back(value_of(known.question, &rating_row::question));
        r.max_scores.push_back(value_of(known.max_score, &rating_row::max_score));
        r.characters.push_back(value_of(known.characters, &rating_row::characters));
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
