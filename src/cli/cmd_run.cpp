#include "cli/cmd_run.hpp"

#include "cli/embedded.hpp"
#include "cli/exit_status.hpp"
#include "cli/flags/bounds.hpp"
#include "cli/flags/comma_list.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/flags/run_flags.hpp"
#include "cli/running/run_flow.hpp"
#include "cli/running/run_refusal.hpp"
#include "core/nearest.hpp"
#include "core/printable.hpp"

#include <memory>

namespace preceptron::cli {

namespace {

struct run_command {
    session::run_options options;
    presentation how;
    bool rejudge = false, keep = false;
    std::string retry_classes;
};

// Classes after --retry-failed=; a message when one is no class.
result<void> read_classes(const std::string& list, std::set<failure_class>& into) {
    for (const std::string& name : list_items(list)) {
        const auto c = parse_failure_class(name);
        if (!c) {
            return fail(errc::usage, "--retry-failed: no failure class is named '" +
                                         printable(name, 60) + "'" +
                                         did_you_mean_of(name, failure_class_names));
        }
        into.insert(*c);
    }
    return {};
}

int execute(run_command& command) {
    const console out = command.how.make_console();
    session::run_options& options = command.options;
    if (command.rejudge)
        options.stale = session::stale_results::rejudge;
    if (command.keep)
        options.stale = session::stale_results::keep;
    if (auto read = read_classes(command.retry_classes, options.retry_classes); read.has_error())
        return out.fail(read.error());

    auto loaded =
        session::load_inputs(options, config::process_environment(), embedded_text("prices.json"));
    out.warn(loaded.warnings);
    if (!loaded.value)
        return out.fail(loaded.problems);
    if (options.strict && !loaded.warnings.empty())
        return out.fail(warnings_are_errors(errc::bad_configuration));
    return run_benchmark_flow({.inputs = *loaded.value,
                               .options = options,
                               .session = {.drain = options.drain, .peer = {}},
                               .command = same_command(options)},
                              command.how, out);
}

} // namespace

void add_run(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<run_command>();
    session::run_options& options = command->options;
    CLI::App* const sub =
        add_command(app, "run", "Judges every entry once, and goes on where the last run ended",
                    "preceptron run --config config.yaml --tasks cpc_bond --limit 20");
    add_input_flags(sub, options);
    sub->add_option("--output-dir", options.output_dir, "Instead of output_dir")
        ->check(not_stdout())
        ->type_name("DIR");
    sub->add_flag("--dry-run", options.dry_run, "Shows the plan, sends nothing");
    auto* const rejudge =
        sub->add_flag("--rejudge", command->rejudge, "Pays again for results that changed settings");
    sub->add_flag("--keep", command->keep, "Uses such results as they are")->excludes(rejudge);
    sub->add_option_function<std::string>(
           "--retry-failed",
           [command](const std::string& classes) {
               command->options.retry_failed = true;
               command->retry_classes = classes;
           },
           "Asks again what failed for good")
        ->check(some_items())
        ->type_name("[=CLASS,..]")
        ->expected(0, 1);
    sub->add_flag("--adopt", options.adopt, "Takes in result files of another program");
    sub->add_flag("--accept-failures", options.accept_failures, "Final failures: exit 0, not 1");
    add_duration(sub, "--drain", options.drain, "Wait after TERM or HUP (20s)");
    sub->add_flag("--private", options.private_files, "Files for the owner only (0600)");
    sub->add_flag("--strict", options.strict, "Warnings before the first call are errors");
    sub->add_option("--pilot", options.pilot,
                    "K entries a cell first; then cost and time of the rest")
        ->type_name("K")
        ->check(whole_number(1));
    sub->add_flag("--yes", options.yes, "Judges the rest after a pilot without asking");
    add_run_output_flags(sub, command->how);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
