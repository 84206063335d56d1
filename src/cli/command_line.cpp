#include "cli/command_line.hpp"

#include "cli/cmd_analyze.hpp"
#include "cli/cmd_check.hpp"
#include "cli/cmd_demo.hpp"
#include "cli/cmd_export.hpp"
#include "cli/cmd_manual.hpp"
#include "cli/cmd_report.hpp"
#include "cli/cmd_run.hpp"
#include "cli/cmd_simulate.hpp"
#include "cli/cmd_status.hpp"
#include "cli/cmd_tune.hpp"
#include "cli/cmd_verify.hpp"
#include "cli/console/terminal_size.hpp"
#include "cli/exit_status.hpp"
#include "cli/flags/choice.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/help/help_page.hpp"
#include "cli/uncaught_text.hpp"
#include "core/listed.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <sstream>

namespace preceptron::cli {

namespace {

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* sub : app.get_subcommands({}))
        names.push_back(sub->get_name());
    return names;
}

std::vector<std::string> flag_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

std::string meant(const std::string& word, const std::vector<std::string>& known) {
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    return did_you_mean(word, candidates);
}

// The library's words for a flag with too few values or too many, in ours. Empty: it is neither.
std::string about_values(const CLI::App& command, const CLI::ParseError& error) {
    if (error.get_name() != "ArgumentMismatch")
        return {};
    const std::string text = error.what();
    const std::string flag = text.substr(0, text.find(':'));
    const CLI::Option* const option = command.get_option_no_throw(flag);
    if (!option)
        return {};
    if (text.find("received") != text.npos)
        return flag + " is given more than once";
    if (const auto choices = choices_of(*option); !choices.empty())
        return flag + " needs a value: one of " + listed(choices);
    const std::string type = option->get_type_name();
    return flag + " needs a value" + (type.empty() ? "" : ": " + flag + " " + type);
}

// For CLI11 an empty value is the flag without one: all classes, or the first entries, where a
// script named none. Empty: there is no such thing.
std::string empty_value(std::span<char* const> arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--retry-failed=")
            return "--retry-failed: '' is a list without items";
        if (argument == "--show-prompt=" ||
            (argument == "--show-prompt" && i + 1 < arguments.size() && *arguments[i + 1] == '\0'))
            return "--show-prompt: '' is no entry's id";
    }
    return {};
}

// The flag that is given one though it takes none: "--dry-run=no" would be a run. Empty: there is
// no such thing.
std::string value_of_flag(const CLI::App& app, std::span<char* const> arguments) {
    const CLI::App* command = nullptr;
    for (const std::string argument : arguments) {
        if (!command) {
            const auto named = app.get_subcommands(
                [&argument](const CLI::App* sub) { return sub->get_name() == argument; });
            command = named.empty() ? nullptr : named[0];
            continue;
        }
        const std::string flag = argument.substr(0, argument.find('='));
        if (flag.size() == argument.size() || !flag.starts_with("--"))
            continue;
        if (const CLI::Option* const option = command->get_option_no_throw(flag);
            option && option->get_items_expected_max() == 0)
            return flag;
    }
    return {};
}

// What is wrong, in one sentence, with the nearest thing that would be right.
std::string explain(const CLI::App& app, const std::vector<std::string>& arguments,
                    const CLI::ParseError& error) {
    const std::vector<std::string> strange = app.remaining(); // before a command
    for (const std::string& word : strange)
        if (word.starts_with('-'))
            return "unknown flag '" + printable(word, 60) +
                   "' before the command: a command's flags stand behind its name";
    if (!strange.empty() && strange[0] == "help")
        return "there is no command 'help': try 'preceptron --help', or 'preceptron COMMAND "
               "--help'";
    if (!strange.empty()) {
        const std::string near = meant(strange[0], command_names(app));
        return "there is no command '" + printable(strange[0], 60) + "'" +
               (near.empty() ? ": 'preceptron --help' lists those there are" : near);
    }
    const auto commands = app.get_subcommands([](const CLI::App* sub) { return sub->parsed(); });
    if (commands.empty())
        return "no command: try 'preceptron demo' or 'preceptron --help'";
    const CLI::App& command = *commands[0];
    const auto flags = flag_names(command);
    for (const std::string& argument : arguments) {
        const std::string flag = argument.substr(0, argument.find('='));
        if (flag.starts_with("--") && flag != "--" &&
            std::ranges::find(flags, flag) == flags.end())
            return "preceptron " + command.get_name() + " has no flag '" + printable(flag, 60) +
                   "'" + meant(flag, flags);
    }
    if (const std::string values = about_values(command, error); !values.empty())
        return values;
    const std::string page = ": try 'preceptron " + command.get_name() + " --help'";
    if (const auto beyond = app.remaining(true); !beyond.empty())
        return "preceptron " + command.get_name() + " does not take '" + printable(beyond[0], 60) +
               "'" + page;
    return error.what() + (error.get_name() == "RequiredError" ? page : "");
}

// What the arguments say of messages, though something else in them is wrong: a program that reads
// JSON lines gets nothing else.
console::settings messages_of(std::span<char* const> arguments) noexcept {
    const auto as_text = [](const char* argument) { return std::string_view(argument); };
    const auto has = [&](std::string_view flag) {
        return std::ranges::find(arguments, flag, as_text) != arguments.end();
    };
    constexpr std::array<std::string_view, 2> json{"--progress", "json"};
    return {.quiet = false,
            .colour = !has("--no-color") && console::stderr_takes_colour(),
            .json = has("--progress=json") ||
                    !std::ranges::search(arguments, json, {}, as_text).empty()};
}

} // namespace

int run_command_line(int argc, char** argv) {
    CLI::App app("Can this LLM be trusted to grade clinical reasoning as a physician would?\n"
                 "\n  preceptron demo                         see it work: no key, no network"
                 "\n  preceptron run --config config.yaml     judge a benchmark; resumes by itself",
                 "preceptron");
    presentation before_command;
    add_output_flags(&app, before_command);
    app.set_help_flag("-h,--help", "This page");
    app.require_subcommand(1);
    app.formatter(std::make_shared<help_page>(stdout_columns()));
    chosen_command chosen;
    add_run(app, chosen);
    add_demo(app, chosen);
    add_check(app, chosen);
    add_analyze(app, chosen);
    add_report(app, chosen);
    add_status(app, chosen);
    add_tune(app, chosen);
    add_export(app, chosen);
    add_verify(app, chosen);
    add_simulate(app, chosen);
    add_manual(app, chosen);
    add_completion(app, chosen);
    const std::span<char* const> arguments(argv + (argc > 0), argv + argc);
    const console out(messages_of(arguments));
    refuse_empty_paths(app);
    if (const std::string flag = value_of_flag(app, arguments); !flag.empty()) {
        out.fail(fail(errc::usage, flag + " takes no value"));
        return static_cast<int>(exit_status::usage);
    }
    if (const std::string wrong = empty_value(arguments); !wrong.empty()) {
        out.fail(fail(errc::usage, wrong));
        return static_cast<int>(exit_status::usage);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& e) { // --help, --version
        std::ostringstream page;
        app.exit(e, page, page);
        return out.show(page.view());
    } catch (const CLI::ParseError& e) {
        out.fail(fail(errc::usage, explain(app, {arguments.begin(), arguments.end()}, e)));
        return static_cast<int>(exit_status::usage);
    }
    return chosen();
}

void say_uncaught(int argc, char** argv, const std::exception& e) noexcept {
    const std::span<char* const> arguments(argv + (argc > 0), argv + argc);
    const console::settings how = messages_of(arguments);
    try {
        console(how).say(severity::error, uncaught_text(e, arguments));
    } catch (...) { // there is not even memory for the message
        const auto print = [](std::string_view text) {
            std::fwrite(text.data(), 1, text.size(), stderr);
        };
        print(how.json ? R"({"schema":"preceptron.message/1","level":"error","message":")"
                       : "error: ");
        print(out_of_memory);
        print(how_to_go_on(arguments));
        print(how.json ? "\"}\n" : "\n");
    }
}

} // namespace preceptron::cli
