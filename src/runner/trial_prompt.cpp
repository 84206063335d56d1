#include "runner/trial_prompt.hpp"

#include "core/thrown_failure.hpp"

namespace preceptron::runner {

std::optional<std::variant<judging::rendered_prompt, judging::missing_context>>
render_for(benchmark_run& run, tested_judge& judge, const judging::task& task, const entry& e) {
    try {
        auto rendered = judging::render(task, judge.prompt.of(task), e, judge.reading);
        judge.reading.forget_long_record();
        return rendered;
    } catch (const thrown_failure& thrown) {
        run.break_off(thrown.why, "the dataset cannot be read any more");
        return {};
    }
}

} // namespace preceptron::runner
