#include "session/folder/prompt_records.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace preceptron::session {

result<void> record_prompts(journal::writer& out, const run_inputs& inputs, const plan& work,
                            std::span<const journal::prompt_record> known,
                            journal::key_layout keys) {
    std::vector<std::string> hashes;
    for (const journal::prompt_record& p : known)
        hashes.push_back(p.hash);
    for (const plan_cell& cell : work.cells) {
        const prepared_judge& judge = inputs.judges[cell.judge];
        const judging::task& task = *judge.tasks->find(cell.task);
        const judging::prompt_variant& variant = judge.prompt.of(task);
        journal::prompt_record record{task.name, variant.name,
                                      judging::prompt_template_hash(variant),
                                      variant.system.text + "\n\n" + variant.user.text, keys};
        if (std::ranges::find(hashes, record.hash) != hashes.end())
            continue;
        if (auto appended = out.append(record); appended.has_error())
            return appended;
        hashes.push_back(record.hash);
    }
    return {};
}

} // namespace preceptron::session
