#include "session/planning/entry_prompts.hpp"

#include <algorithm>
#include <utility>

namespace preceptron::session {

std::vector<entry_prompt> prompts_for(const run_inputs& inputs, const entry& e) {
    std::vector<std::pair<const judging::prompt_variant*, entry_prompt>> found;
    record_buffer buffer;
    for (const prepared_judge& judge : inputs.judges) {
        const judging::task* const task = judge.tasks->find(e.task);
        if (!judge.selected || !task)
            continue;
        const judging::prompt_variant& variant = judge.prompt.of(*task);
        auto same = std::ranges::find(found, &variant, [](const auto& f) { return f.first; });
        if (same == found.end())
            same = found.insert(same, {&variant,
                                       {{},
                                        std::string(judge.prompt.name_for(*task)),
                                        judging::render(*task, variant, e, buffer)}});
        same->second.judges.push_back(judge.spec.name);
    }
    std::vector<entry_prompt> out;
    for (auto& [variant, prompt] : found)
        out.push_back(std::move(prompt));
    return out;
}

} // namespace preceptron::session
