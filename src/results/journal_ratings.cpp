#include "results/journal_ratings.hpp"

#include "benchmark/case_rounds.hpp"
#include "benchmark/field_text.hpp"
#include "core/utf8.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

namespace preceptron::results {

namespace {

void add_entry(rated_task& task, const entry& e, record_buffer& buffer) {
    static constexpr std::array<std::string_view, 2> names{"question_text", "response"};
    const auto texts = field_texts(e.record.read(buffer), names);
    agreement::task_ratings& r = task.ratings;
    task.ids.emplace_back(e.id);
    r.grades.push_back(e.grade);
    r.case_ids.emplace_back(e.case_id);
    r.studies.emplace_back(e.study);
    r.models.emplace_back(e.model);
    r.questions.push_back(texts[0].value_or(""));
    r.max_scores.push_back(e.max_score);
    r.characters.push_back(texts[1] ? agreement::rating(count_characters(*texts[1]))
                                    : agreement::rating());
}

result<judge_repeats> read_judge(const published_judge& judge,
                                 std::span<const entry* const> entries, stored_answers& answers) {
    judge_repeats out{
        agreement::rating_matrix(entries.size(), static_cast<std::size_t>(judge.repeats)),
        std::vector<std::string>(entries.size()), std::vector<bool>(entries.size())};
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (int repeat = 0; repeat < judge.repeats; ++repeat) {
            const journal::trial_name trial = trial_of(judge.name, *entries[i], repeat);
            if (const auto* stored = answers.result_of(trial)) {
                const auto score = answers.loader().load_score(stored->where());
                if (!score)
                    return score.error();
                out.scores.at(i, static_cast<std::size_t>(repeat)) = *score;
                continue;
            }
            const auto* failed = answers.failure_of(trial);
            if (!failed || tried_again_by_next_run(failed->kind, failed->retryable))
                out.open[i] = true;
            if (repeat == 0)
                out.missing_class[i] = failed ? to_string(failed->kind) : not_judged;
        }
    return out;
}

std::size_t asked_entries(std::span<const asked_cell> cells, std::string_view judge,
                          std::string_view task) {
    for (const asked_cell& cell : cells)
        if (cell.judge == judge && cell.task == task)
            return cell.entries.value_or(std::numeric_limits<std::size_t>::max());
    return 0;
}

// Which entries nobody asked, when `planned` of the task were to be. Those without an outcome are
// still to come in the order in which a limit chooses them, as many as are left of the plan.
std::vector<bool> find_unasked(const judge_repeats& judge, std::span<const entry* const> entries,
                               std::span<const entry> dataset, std::size_t planned) {
    std::vector<std::uint32_t> graded;
    std::unordered_map<std::uint32_t, std::size_t> open; // row by place in the dataset
    for (std::size_t row = 0; row < entries.size(); ++row) {
        if (!entries[row]->grade)
            continue;
        graded.push_back(entries[row]->index);
        if (judge.missing_class[row] == not_judged)
            open[entries[row]->index] = row;
    }
    const std::size_t settled = graded.size() - open.size();
    std::size_t to_come = planned - std::min(planned, settled);
    if (to_come >= open.size())
        return {};
    std::vector<bool> unasked(entries.size());
    for (const std::uint32_t e : in_case_rounds(graded, dataset))
        if (const auto found = open.find(e); found != open.end()) {
            unasked[found->second] = to_come == 0;
            to_come -= to_come > 0;
        }
    return unasked;
}

// Without a column's worth of anything, the column is unknown.
void drop_if_blank(std::vector<std::string>& column) {
    if (std::ranges::all_of(column, &std::string::empty))
        column.clear();
}

} // namespace

result<ratings> read_journal_ratings(std::span<const entry> dataset,
                                     std::span<const published_judge> judges,
                                     std::span<const std::string> tasks,
                                     std::span<const asked_cell> asked, stored_answers& answers) {
    ratings all;
    all.entries = dataset.size();
    for (const entry& e : dataset) {
        all.ungraded += !e.grade;
        if (e.grade && std::ranges::find(tasks, e.task) == tasks.end())
            ++all.unknown_tasks[std::string(e.task)];
    }
    for (const std::string& name : tasks) {
        rated_task task;
        std::vector<const entry*> entries;
        record_buffer buffer;
        for (const entry& e : dataset)
            if (e.task == name) {
                add_entry(task, e, buffer);
                entries.push_back(&e);
            }
        if (entries.empty())
            continue;
        task.ratings.task = name;
        drop_if_blank(task.ratings.questions);
        for (const published_judge& judge : judges) {
            auto scores = read_judge(judge, entries, answers);
            if (!scores)
                return scores.error();
            task.ratings.judges.push_back(
                {judge.name,
                 {},
                 find_unasked(*scores, entries, dataset, asked_entries(asked, judge.name, name))});
            task.repeats.push_back(std::move(*scores));
        }
        all.tasks.push_back(std::move(task));
    }
    use_repeats(all, repeat_rule::first);
    return all;
}

} // namespace preceptron::results
