#include "session/planning/dataset_conflicts.hpp"

#include "core/nearest.hpp"
#include "core/printable.hpp"
#include "journal/unfinished_name.hpp"
#include "results/file_name.hpp"
#include "results/folder_layout.hpp"

#include <algorithm>
#include <set>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

config::problem problem_of_dataset(const config::configuration& config, const std::string& what,
                                   errc code) {
    return {config.file, config.dataset_path.where,
            dataset_named(config) + printable(config.dataset_path.value.string(), 200) + what,
            code};
}

} // namespace

std::string dataset_named(const config::configuration& config) {
    return config.dataset_path.where.line > 0 ? "dataset_path: " : "--dataset: ";
}

std::optional<config::problem> passing_dataset(const config::configuration& config) {
    std::error_code no_such_file;
    const fs::file_type type = fs::status(config.dataset_path.value, no_such_file).type();
    if (type != fs::file_type::fifo && type != fs::file_type::character)
        return std::nullopt;
    return problem_of_dataset(config,
                              " can be read only once, and tables are made with it later: write it "
                              "into a file, which may be .gz, and name that",
                              errc::bad_dataset);
}

std::vector<config::problem> overwritten_dataset(const config::configuration& config,
                                                 const std::vector<std::string>& judged) {
    const auto is_dataset = [&config](std::string_view name) {
        std::error_code no_such_file;
        return fs::equivalent(config.dataset_path.value, config.output_dir.value / name,
                              no_such_file);
    };
    const auto is_of_judge = [&](const config::configured_judge& judge) {
        return std::ranges::any_of(judged, [&](const std::string& task) {
            return is_dataset(results::result_file_name(judge.spec.name, task));
        });
    };
    if (!is_dataset(results::failures_name) && std::ranges::none_of(config.judges, is_of_judge))
        return {};
    return {problem_of_dataset(config,
                               " is a file that the run writes, and would be lost: move it out of "
                               "the folder of results, or name another one",
                               errc::bad_configuration)};
}

std::vector<config::problem> long_file_names(const run_inputs& inputs,
                                             const std::vector<std::string>& judged) {
    constexpr std::size_t longest = 255 - journal::unfinished_extra;
    std::vector<config::problem> found;
    for (std::size_t i = 0; i < inputs.judges.size(); ++i)
        for (const std::string& task : judged)
            if (inputs.judges[i].selected && inputs.tasks.find(task) &&
                results::result_file_name(inputs.judges[i].spec.name, task).size() > longest)
                found.push_back({inputs.config.file, inputs.config.judges[i].name,
                                 "name: with the task '" + printable(task, 60) +
                                     "' too long for the name of a result file: shorten one"});
    return found;
}

std::vector<config::problem> unknown_relatives(const run_inputs& inputs) {
    if (inputs.config.analysis.families.empty()) // a look at each entry that nobody needs
        return {};
    std::set<std::string_view> known;
    for (const prepared_judge& judge : inputs.judges)
        known.insert(judge.spec.name);
    for (const entry& e : inputs.data.entries)
        if (!e.model.empty())
            known.insert(e.model);
    const std::vector<std::string_view> names(known.begin(), known.end());
    std::vector<config::problem> found;
    for (const auto& [family, members] : inputs.config.analysis.families)
        for (const auto& member : members)
            if (!known.contains(member.value))
                found.push_back({inputs.config.file, member.where,
                                 "analysis.families." + printable(family, 60) + ": '" +
                                     printable(member.value, 60) +
                                     "' is neither a judge nor a model of the dataset" +
                                     did_you_mean(member.value, names)});
    return found;
}

} // namespace preceptron::session
