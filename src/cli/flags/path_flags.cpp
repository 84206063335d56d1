#include "cli/flags/path_flags.hpp"

#include "cli/help/command_outline.hpp"

#include <string>

namespace preceptron::cli {

void add_dataset_flag(CLI::App* command, std::optional<std::filesystem::path>& into) {
    command->add_option("--dataset", into, "If it is no longer where it was")->type_name("FILE");
}

void add_raters_flag(CLI::App* command, std::optional<std::filesystem::path>& into) {
    command
        ->add_option("--raters", into,
                     "Several physicians' grades: CSV of id, case_id, rater, grade; task, where an "
                     "id is in several")
        ->type_name("FILE");
}

void refuse_empty_paths(CLI::App& app) {
    const auto is_empty = [](const std::string& path) {
        return path.empty() ? std::string("the path is empty") : std::string();
    };
    for (CLI::App* const command : app.get_subcommands({}))
        for (CLI::Option* const option : command->get_options())
            if (outline(*option).takes_path())
                option->check(is_empty);
}

CLI::Validator not_stdout() {
    return CLI::Validator(
        [](const std::string& path) {
            return path == "-" ? std::string("- is not standard output here: name another, or "
                                             "write ./- where that is meant")
                               : std::string();
        },
        "");
}

} // namespace preceptron::cli
