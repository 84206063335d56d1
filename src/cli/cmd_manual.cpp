#include "cli/cmd_manual.hpp"

#include "cli/choice.hpp"
#include "cli/manual.hpp"
#include "cli/shell_completion.hpp"

#include <memory>

namespace preceptron::cli {

namespace {

int print(const std::string& text) {
    return console().show(text);
}

} // namespace

void add_manual(CLI::App& app, chosen_command& chosen) {
    const auto format = std::make_shared<std::string>("man");
    CLI::App* const sub = add_command(app, "manual", "All commands and flags, as a man page",
                                      "preceptron manual | man -l -");
    sub->add_option("--format", *format, "man or markdown (man)")
        ->check(one_of({"man", "markdown"}))
        ->type_name("");
    sub->callback([format, &app, &chosen] {
        chosen = [format, &app] {
            return print(*format == "man" ? man_page(outline(app))
                                          : markdown_reference(outline(app)));
        };
    });
}

void add_completion(CLI::App& app, chosen_command& chosen) {
    const auto shell = std::make_shared<std::string>();
    CLI::App* const sub =
        add_command(app, "completion", "What a shell completes behind 'preceptron' and TAB",
                    "source <(preceptron completion bash)");
    sub->add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(one_of({"bash", "zsh", "fish"}))
        ->type_name("");
    sub->callback([shell, &app, &chosen] {
        chosen = [shell, &app] {
            const outlined_program program = outline(app);
            return print(*shell == "bash"  ? bash_completion(program)
                         : *shell == "zsh" ? zsh_completion(program)
                                           : fish_completion(program));
        };
    });
}

} // namespace preceptron::cli
