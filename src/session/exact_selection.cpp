#include "session/exact_selection.hpp"

#include "session/make_plan.hpp"

#include <algorithm>

namespace preceptron::session {

results::selection exact_selection(const run_inputs& inputs,
                                   const journal::stored_results& stored) {
    return [&inputs, &stored](const journal::trial_name& name) -> const journal::stored_result* {
        const auto judge = std::ranges::find_if(
            inputs.judges, [&](const auto& j) { return j.spec.name == name.judge; });
        const entry* const e = inputs.data.find(name.entry_id);
        if (judge == inputs.judges.end() || !e || !judge->tasks->find(e->task))
            return stored.latest(name);
        const auto key = key_of(*judge, *e, static_cast<int>(name.repeat));
        return key ? stored.find(name, *key) : nullptr;
    };
}

} // namespace preceptron::session
