#include "cli/flags/run_flags.hpp"

#include "cli/flags/bounds.hpp"
#include "cli/flags/chosen_command.hpp"
#include "config/duration.hpp"
#include "core/listed.hpp"
#include "core/shell_word.hpp"

#include <utility>

namespace preceptron::cli {

void add_input_flags(CLI::App* command, session::run_options& options) {
    command->add_option("--config", options.config, "Default: config.yaml")->type_name("FILE");
    command->add_option("--keys", options.keys, "Default: config.ini beside the config")
        ->type_name("FILE");
    command->add_option("--dataset", options.dataset, "Instead of dataset_path")
        ->type_name("FILE");
    add_names(command, "--models", options.judges, "These judges only");
    add_names(command, "--tasks", options.tasks, "These tasks only");
    command->add_option("--limit", options.limit, "Entries a task, spread over its cases")
        ->type_name("N")
        ->check(whole_number(1));
}

std::string same_command(const session::run_options& options) {
    const session::run_options absent;
    std::string text = "preceptron run";
    const auto add = [&text](std::string_view flag, const std::string& value) {
        text += " " + std::string(flag) + " " + shell_word(value);
    };
    if (options.config != absent.config)
        add("--config", options.config.string());
    if (options.keys)
        add("--keys", options.keys->string());
    if (options.dataset)
        add("--dataset", options.dataset->string());
    if (options.output_dir)
        add("--output-dir", options.output_dir->string());
    if (!options.judges.empty())
        add("--models", joined(options.judges, ","));
    if (!options.tasks.empty())
        add("--tasks", joined(options.tasks, ","));
    if (options.limit)
        add("--limit", std::to_string(*options.limit));
    if (options.stale == session::stale_results::keep)
        text += " --keep";
    if (options.stale == session::stale_results::rejudge)
        text += " --rejudge";
    for (const auto& [given, flag] : {std::pair{options.adopt, " --adopt"},
                                      {options.accept_failures, " --accept-failures"},
                                      {options.private_files, " --private"},
                                      {options.strict, " --strict"}})
        if (given)
            text += flag;
    if (options.drain != absent.drain)
        add("--drain", config::to_string(options.drain));
    return text;
}

std::string retry_flag(const session::run_options& options) {
    if (!options.retry_failed)
        return {};
    std::string classes;
    for (const failure_class each : options.retry_classes)
        classes += (classes.empty() ? "=" : ",") + std::string(to_string(each));
    return " --retry-failed" + classes;
}

} // namespace preceptron::cli
