#include "cli/cmd_check.hpp"

#include "cli/embedded.hpp"
#include "cli/exit_status.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/flags/run_flags.hpp"
#include "cli/online_check.hpp"
#include "cli/output/output_folder.hpp"
#include "cli/prompt_text.hpp"
#include "cli/running/plan_estimate.hpp"
#include "cli/running/run_opening.hpp"
#include "cli/running/run_refusal.hpp"
#include "config/missing_keys.hpp"
#include "journal/lock.hpp"
#include "journal/refusal.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/live_file.hpp"
#include "session/lane_set.hpp"

#include <algorithm>
#include <memory>

namespace preceptron::cli {

namespace {

struct check_command {
    session::run_options options;
    presentation how;
    bool online = false;
    bool shows_prompts = false;
    std::optional<std::string> prompt_of; // an entry's id; nothing: the first of each task
};

int execute(const check_command& command) {
    const console out = command.how.make_console();
    auto loaded = session::load_inputs(command.options, config::process_environment(),
                                       embedded_text("prices.json"));
    out.warn(loaded.warnings);
    if (!loaded.value)
        return out.fail(loaded.problems);
    const session::run_inputs& inputs = *loaded.value;
    if (const auto refused = dataset_refusal(out, inputs, command.options))
        return out.fail(*refused);
    if (command.shows_prompts)
        return show_prompts(out, inputs, command.prompt_of);
    journal::journal_contents stored;
    const auto checkpoint = results::checkpoint_in(inputs.config.output_dir.value);
    // First: what is in flight then has no outcome in the journal as it is read.
    const bool at_work = session::read_live_run(checkpoint).has_value();
    if (std::error_code ec; std::filesystem::exists(checkpoint, ec)) {
        auto contents = journal::read_contents(checkpoint);
        if (contents.has_error())
            return out.fail(contents.error());
        stored = std::move(*contents);
    }
    if (const auto refused = journal::refusal(stored, checkpoint))
        return out.fail(*refused);
    const auto planned = session::make_plan(inputs, command.options, stored.results);
    say_before(out, inputs, command.options, planned, stored, at_work);
    const auto estimated = estimate(inputs, planned);
    if (const int status = out.show(estimated.text); status != 0)
        return status;
    say_estimate(out, estimated, inputs, stored);
    say_unknown_tasks(out, planned, inputs.tasks);
    if (auto possible = check_output_folder(inputs.config.output_dir.value); possible.has_error())
        return out.fail({at_output_dir(possible.error(), inputs.config, command.options)});
    if (const auto taken = journal::folder_lock::refusal(checkpoint))
        return out.fail(*taken);
    if (const auto refused = refusal(inputs, command.options, planned, stored))
        return out.fail(*refused);
    const auto selected = [&inputs](const judge_spec& judge) {
        return std::ranges::any_of(inputs.judges, [&](const session::prepared_judge& j) {
            return j.selected && j.spec.name == judge.name;
        });
    };
    if (const auto missing = config::missing_keys(inputs.config, inputs.keys, selected);
        !missing.empty())
        return out.fail(missing);
    if (planned.work.open() > 0)
        if (const auto tls = session::try_tls(inputs); tls.has_error())
            return out.fail(tls.error());
    if (command.online)
        if (const int status = check_online(out, inputs); status != 0)
            return status;
    if (planned.work.open() == 0)
        out.note("everything is in place, and nothing is left to ask");
    else if (estimated.all.requests == 0)
        out.note("everything else is in place, but nothing would be sent: no entry that is left "
                 "has what its prompt needs");
    else if (budget_is_spent(estimated, inputs, stored))
        out.note("everything else is in place: with a higher budget_usd, begin with: " +
                 same_command(command.options));
    else
        out.note("everything is in place; begin with: " + same_command(command.options));
    return 0;
}

} // namespace

void add_check(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<check_command>();
    CLI::App* const sub = add_command(
        app, "check", "Looks at everything a run needs, and shows what it would ask and cost",
        "preceptron check --config config.yaml");
    command->options.dry_run = true; // records nothing
    command->options.checks_keys = true;
    add_input_flags(sub, command->options);
    sub->add_option("--output-dir", command->options.output_dir, "Instead of output_dir")
        ->check(not_stdout())
        ->type_name("DIR");
    auto* const online =
        sub->add_flag("--online", command->online, "Asks each judge one tiny question");
    sub->add_option_function<std::vector<std::string>>(
           "--show-prompt",
           [command](const std::vector<std::string>& ids) {
               command->shows_prompts = true;
               if (!ids.empty() && !ids[0].empty()) // CLI11 makes one up
                   command->prompt_of = ids[0];
           },
           "Only what the judges would be asked, word for word: about this entry, or about the "
           "first of each task")
        ->expected(0, 1)
        ->excludes(online)
        ->type_name("[ID]");
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
