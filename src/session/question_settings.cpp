#include "session/question_settings.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"

#include <algorithm>

namespace preceptron::session {

namespace {

auto find(auto& used, std::string_view judge, std::string_view task) {
    return std::ranges::find_if(
        used, [&](const question_settings& s) { return s.judge == judge && s.task == task; });
}

} // namespace

std::string settings_digest(const prepared_judge& judge, const std::string& task) {
    const judging::task& asked = *judge.tasks->find(task);
    const judging::prompt_variant& prompt = asked.variant(judge.variant);
    const prompt_messages templates{prompt.system.text + '\0' + asked.scale.describe({}),
                                    prompt.user.text};
    return to_hex(journal::make_key(judge.spec, task, {}, templates, 0));
}

std::vector<question_settings> settings_with(std::vector<question_settings> before,
                                             const run_inputs& inputs, const plan& work,
                                             const journal::stored_results& stored) {
    for (const plan_cell& cell : work.cells) {
        const prepared_judge& judge = inputs.judges[cell.judge];
        const std::string digest = settings_digest(judge, cell.task);
        const auto known = find(before, judge.spec.name, cell.task);
        if (known == before.end()) {
            if (!stored.knows_cell(judge.spec.name, cell.task))
                before.push_back({judge.spec.name, cell.task, {digest}});
        } else if (std::ranges::find(known->digests, digest) == known->digests.end()) {
            known->digests.push_back(digest);
        }
    }
    return before;
}

std::vector<std::string> mixed_settings(std::span<const question_settings> used) {
    std::vector<std::string> sentences;
    for (const question_settings& cell : used)
        if (cell.digests.size() > 1)
            sentences.push_back(
                "the runs of this folder have asked '" + printable(cell.judge, 60) + "' about " +
                printable(cell.task, 60) + " in " + grouped(cell.digests.size()) +
                " ways (prompt, model or sampling): an entry counts with the answer "
                "that the last run with it in its plan went by, so entries that "
                "were left out then may have one of another way");
    return sentences;
}

bool only_entries_changed(std::span<const question_settings> used, const run_inputs& inputs,
                          const planned_run& planned) {
    return planned.stale > 0 && std::ranges::all_of(planned.work.cells, [&](const plan_cell& cell) {
               if (cell.stale == 0)
                   return true;
               const prepared_judge& judge = inputs.judges[cell.judge];
               const auto known = find(used, judge.spec.name, cell.task);
               return known != used.end() && known->digests.size() == 1 &&
                      known->digests.front() == settings_digest(judge, cell.task);
           });
}

} // namespace preceptron::session
