#include "results/failed_trials.hpp"

#include "core/excerpt.hpp"

namespace preceptron::results {

namespace {

constexpr std::size_t most_raw = 400;

} // namespace

result<std::vector<failed_class>> read_failed_trials(std::span<const published_judge> judges,
                                                     std::span<const entry> dataset,
                                                     stored_answers& answers,
                                                     std::size_t examples_a_class) {
    std::map<failure_class, failed_class> classes;
    const auto add = [&](const journal::trial_name& trial,
                         const journal::stored_failure& failed) -> result<void> {
        failed_class& c = classes[failed.kind];
        c.kind = failed.kind;
        ++c.trials[std::string(trial.judge)];
        if (c.examples.size() == examples_a_class)
            return {};
        const auto record = answers.loader().load_failure(failed.where);
        if (!record)
            return record.error();
        c.examples.push_back({std::string(trial.judge), std::string(trial.task),
                              std::string(trial.entry_id), record->http_status,
                              record->provider_code, record->message,
                              excerpt(record->raw, most_raw)});
        return {};
    };
    for (const published_judge& judge : judges)
        for (const entry& e : dataset)
            for (int repeat = 0; repeat < judge.repeats; ++repeat) {
                const auto trial = trial_of(judge.name, e, repeat);
                if (const auto* failed = answers.failure_of(trial))
                    if (auto added = add(trial, *failed); !added)
                        return added.error();
            }
    std::vector<failed_class> out;
    for (auto& [kind, c] : classes)
        out.push_back(std::move(c));
    return out;
}

} // namespace preceptron::results
