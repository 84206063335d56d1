#include "cli/analysis/task_scales.hpp"

#include "judging/task_set.hpp"

namespace preceptron::cli {

namespace {

analysis::task_scale scale_of(const judging::scale& scale, const judging::tolerance& tolerance) {
    analysis::task_scale out;
    out.values = scale.values;
    if (scale.values.empty() && scale.max && scale.step && !scale.has_too_many_steps())
        for (int k = 0; scale.min + k * *scale.step <= *scale.max + 1e-9; ++k)
            out.values.push_back(scale.min + k * *scale.step);
    out.least = scale.values.empty() ? scale.min : scale.values.front();
    out.most = scale.values.empty() ? scale.max : scale.values.back();
    out.tolerance = tolerance.amount;
    out.tolerance_is_share = tolerance.of == judging::tolerance::unit::share;
    return out;
}

} // namespace

analysis::task_scales built_in_scales() {
    const auto tasks = judging::task_set::built_in();
    analysis::task_scales out;
    for (const std::string_view name : tasks.names()) {
        const judging::task& task = *tasks.find(name);
        out[std::string(name)] = scale_of(task.scale, task.tolerance);
    }
    return out;
}

analysis::task_scales scales_of(const session::manifest& made_with) {
    analysis::task_scales out = built_in_scales();
    for (const auto& [name, scale] : made_with.scales) {
        const auto tolerance = made_with.tolerances.find(name);
        out[name] = scale_of(scale, tolerance == made_with.tolerances.end() ? judging::tolerance()
                                                                            : tolerance->second);
        out[name].asked = true;
    }
    for (const session::own_scale& own : made_with.own_scales) {
        const analysis::task_scale scale = scale_of(own.scale, {});
        out[own.task].own_ends[own.judge] = {scale.least, scale.most};
    }
    for (const std::string& name : made_with.known_tasks)
        out.try_emplace(name);
    return out;
}

} // namespace preceptron::cli
