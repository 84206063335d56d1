#include "cli/cmd_manual.hpp"

#include "cli/flags/choice.hpp"
#include "cli/help/manual.hpp"
#include "cli/help/shell_completion.hpp"

#include <memory>

namespace preceptron::cli {

namespace {

struct manual_command {
    std::string format = "man";
    presentation how;
};

struct completion_command {
    std::string shell;
    presentation how;
};

} // namespace

void add_manual(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<manual_command>();
    CLI::App* const sub = add_command(app, "manual", "All commands and flags, as a man page",
                                      "preceptron manual | man -l -");
    sub->add_option("--format", command->format, "man or markdown (man)")
        ->check(one_of({"man", "markdown"}))
        ->type_name("");
    add_output_flags(sub, command->how);
    sub->callback([command, &app, &chosen] {
        chosen = [command, &app] {
            const outlined_program program = outline(app);
            return command->how.make_console().show(
                command->format == "man" ? man_page(program) : markdown_reference(program));
        };
    });
}

void add_completion(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<completion_command>();
    CLI::App* const sub =
        add_command(app, "completion", "What a shell completes behind 'preceptron' and TAB",
                    "source <(preceptron completion bash)");
    sub->add_option("SHELL", command->shell, "bash, zsh or fish")
        ->required()
        ->check(one_of({"bash", "zsh", "fish"}))
        ->type_name("");
    add_output_flags(sub, command->how);
    sub->callback([command, &app, &chosen] {
        chosen = [command, &app] {
            const outlined_program program = outline(app);
            const std::string& shell = command->shell;
            return command->how.make_console().show(shell == "bash"  ? bash_completion(program)
                                                    : shell == "zsh" ? zsh_completion(program)
                                                                     : fish_completion(program));
        };
    });
}

} // namespace preceptron::cli
