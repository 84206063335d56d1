#include "results/failed_trials.hpp"

#include <optional>

namespace preceptron::results {

namespace {

constexpr std::size_t most_raw = 400;

} // namespace

result<std::vector<failed_class>> read_failed_trials(stored_answers& answers,
                                                     std::size_t examples_a_class) {
    std::map<failure_class, failed_class> classes;
    std::optional<failure> problem;
    answers.stored().for_each([&](const journal::trial_name& trial,
                                  const journal::stored_result* result,
                                  const journal::stored_failure* failed) {
        if (result || !failed || problem)
            return;
        failed_class& c = classes[failed->kind];
        c.kind = failed->kind;
        ++c.trials[std::string(trial.judge)];
        if (c.examples.size() == examples_a_class)
            return;
        const auto record = answers.loader().load_failure(failed->where);
        if (!record) {
            problem = record.error();
            return;
        }
        c.examples.push_back({std::string(trial.judge), std::string(trial.task),
                              std::string(trial.entry_id), record->http_status,
                              record->provider_code, record->message,
                              record->raw.substr(0, most_raw)});
    });
    if (problem)
        return *problem;
    std::vector<failed_class> out;
    for (auto& [kind, c] : classes)
        out.push_back(std::move(c));
    return out;
}

} // namespace preceptron::results
