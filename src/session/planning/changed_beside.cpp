#include "session/planning/changed_beside.hpp"

#include "session/folder/manifest.hpp"
#include "session/planning/question_settings.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace preceptron::session {

namespace {

class search {
  public:
    search(const plan& work, const run_inputs& inputs, const journal::stored_results& stored,
           std::span<const question_settings> used)
        : work_(work), inputs_(inputs), stored_(stored), used_(used) {}

    void look_at(std::size_t judge, const std::string& task) {
        const prepared_judge& asked = inputs_.judges[judge];
        const auto settings = std::ranges::find_if(used_, [&](const question_settings& s) {
            return s.judge == asked.spec.name && s.task == task;
        });
        if (settings == used_.end() || !asked.tasks->find(task))
            return;
        const std::string now = settings_digest(asked, task);
        const std::vector<bool> planned = planned_entries(judge, task);
        for (const entry& e : inputs_.data.entries) {
            if (!e.grade || e.task != task || planned[e.index])
                continue;
            stored_.find_repeats(asked.spec.name, task, e.id,
                                 static_cast<std::uint32_t>(asked.spec.repeats), found_);
            for (std::uint32_t repeat = 0; repeat < found_.size(); ++repeat)
                if (const auto* const answer = found_[repeat].standing();
                    answer && was_asked_with(now, *settings, answer->where()))
                    look_at(judge, e, repeat, *answer);
        }
    }

    std::vector<changed_stand> all() && { return std::move(changed_); }

  private:
    std::vector<bool> planned_entries(std::size_t judge, const std::string& task) const {
        std::vector<bool> planned(inputs_.data.entries.size());
        for (const plan_cell& cell : work_.cells)
            if (cell.judge == judge && cell.task == task)
                for (const std::uint32_t e : cell.entries)
                    planned[e] = true;
        return planned;
    }

    void look_at(std::size_t judge, const entry& e, std::uint32_t repeat,
                 const journal::stored_result& answer) {
        const auto key = key_of(inputs_.judges[judge], stored_.keys(), e, static_cast<int>(repeat));
        if (!key || !answer.answers(*key))
            changed_.push_back({judge, e.index, repeat, key.value_or(journal::trial_key{}), {}});
    }

    const plan& work_;
    const run_inputs& inputs_;
    const journal::stored_results& stored_;
    std::span<const question_settings> used_;
    std::vector<journal::stored_trial> found_; // by repeat
    std::vector<changed_stand> changed_;
};

} // namespace

std::vector<changed_stand> find_changed_beside(const plan& work, const run_inputs& inputs,
                                               const journal::stored_results& stored) {
    if (stored.knows_nothing())
        return {};
    const auto last = read_manifest(inputs.config.output_dir.value);
    if (!last || last->dataset_sha256 == inputs.data.sha256)
        return {};
    std::set<std::string> tasks;
    for (const auto& known : stored.cells())
        tasks.emplace(known.task);
    search changed(work, inputs, stored, last->questions);
    for (std::size_t judge = 0; judge < inputs.judges.size(); ++judge)
        for (const std::string& task : tasks)
            changed.look_at(judge, task);
    return std::move(changed).all();
}

} // namespace preceptron::session
