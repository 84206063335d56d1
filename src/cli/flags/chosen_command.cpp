#include "cli/flags/chosen_command.hpp"

#include "cli/flags/choice.hpp"
#include "cli/flags/comma_list.hpp"
#include "cli/help/help_page.hpp"
#include "config/duration.hpp"
#include "session/version.hpp"

#include <map>

namespace preceptron::cli {

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what,
                      const std::string& example) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->description(describe_command(example, what));
    command->set_help_flag("-h,--help", "This page");
    return command;
}

void add_output_flags(CLI::App* command, presentation& how) {
    command->add_flag("-q,--quiet", how.quiet, "Warnings and errors only");
    command->add_flag("-v,--verbose", how.verbose,
                      "More messages: of a run, each failure as it happens");
    command->add_flag("--no-color", how.no_color, "No colours (as NO_COLOR does)");
    command->set_version_flag("--version", "preceptron " + std::string(session::program_version),
                              "The program's version");
    if (const CLI::App* const app = command->get_parent())
        command->preparse_callback([app, &how](std::size_t) {
            how.quiet = app->count("--quiet") > 0;
            how.verbose = app->count("--verbose") > 0;
            how.no_color = app->count("--no-color") > 0;
        });
}

namespace {

// A flag whose value is one of a few names.
template<class Value>
void add_choice(CLI::App* command, const std::string& flag, Value& into,
                const std::map<std::string, Value>& names, const std::string& what) {
    std::vector<std::string> known;
    for (const auto& each : names)
        known.push_back(each.first);
    command
        ->add_option_function<std::string>(
            flag, [&into, &names](const std::string& name) { into = names.at(name); }, what)
        ->check(one_of(known))
        ->type_name("");
}

} // namespace

void add_format_flag(CLI::App* command, presentation& how) {
    static const std::map<std::string, output_format> formats{
        {"text", output_format::text},
        {"json", output_format::json},
    };
    add_choice(command, "--format", how.format, formats,
               "On standard output: text (by itself) or json");
}

void add_run_output_flags(CLI::App* command, presentation& how) {
    static const std::map<std::string, progress_mode> modes{
        {"auto", progress_mode::automatic}, {"live", progress_mode::live},
        {"plain", progress_mode::plain},    {"json", progress_mode::json},
        {"none", progress_mode::none},
    };
    add_choice(command, "--progress", how.progress, modes,
               "auto (by itself), live, plain, json or none");
    add_format_flag(command, how);
}

CLI::Option* add_duration(CLI::App* command, const std::string& flag,
                          std::chrono::milliseconds& into, const std::string& what) {
    return command
        ->add_option_function<std::string>(
            flag, [&into](const std::string& text) { into = config::parse_duration(text).value(); },
            what)
        ->check([](const std::string& text) {
            const auto parsed = config::parse_duration(text);
            return parsed.has_error() ? parsed.error().message : std::string();
        })
        ->type_name("TIME");
}

CLI::Option* add_names(CLI::App* command, const std::string& flag, std::vector<std::string>& into,
                       const std::string& what) {
    // The library's own lists have a flag go on with what follows where its value has no items.
    return command
        ->add_option_function<std::vector<std::string>>(
            flag, [&into](const std::vector<std::string>& lists) { into = list_items(lists); },
            what)
        ->check(some_items())
        ->type_name("A,B");
}

} // namespace preceptron::cli
