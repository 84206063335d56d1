#include "cli/cmd_export.hpp"

#include "cli/analysis/stored_run.hpp"
#include "cli/console/stdout_stream.hpp"
#include "cli/flags/choice.hpp"
#include "cli/flags/format_of_name.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/output/output_file.hpp"
#include "cli/output/output_target.hpp"
#include "cli/running/unbacked_results.hpp"
#include "core/grouped.hpp"
#include "journal/lock.hpp"
#include "results/export.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest.hpp"
#include "session/publishing/publish.hpp"

#include <memory>
#include <system_error>

namespace preceptron::cli {

namespace {

struct export_command {
    std::filesystem::path folder;
    std::optional<std::filesystem::path> dataset, output;
    std::optional<results::export_format> format; // absent: by the name of the file
    bool publish = false;
    presentation how;
};

results::export_format format_of(const export_command& c) {
    const auto by_name = [&c](std::string_view extension) {
        return !leads_to_stdout(c.output) && ending_of(*c.output) == extension;
    };
    return c.format            ? *c.format
           : by_name(".json")  ? results::export_format::json
           : by_name(".jsonl") ? results::export_format::jsonl
                               : results::export_format::csv;
}

int publish_again(const stored_run& run, const console& out) {
    std::vector<session::cell_name> cells;
    for (const auto& judge : run.made_with.judges)
        for (const std::string& task : run.made_with.tasks)
            cells.push_back({judge.name, task});
    const auto done = session::publish_with_left(
        {run.folder, run.data.entries, run.made_with.judges, session::access_of(run.folder)}, cells,
        cells);
    if (done.has_error())
        return out.fail(done.error());
    for (const auto& file : done->files)
        out.note(file.path.string() + ": " + counted(file.entries, "entry", "entries"));
    for (const auto& copy : done->kept)
        out.warn(kept_copy_text(copy));
    int status = 0;
    for (const failure& why : done->unwritten)
        if (const int failed = out.fail(why); status == 0)
            status = failed;
    return status;
}

int execute(const export_command& command) {
    const console out = command.how.make_console();
    if (!leads_to_stdout(command.output)) {
        std::vector<std::filesystem::path> inputs{command.folder};
        if (command.dataset)
            inputs.push_back(*command.dataset);
        if (const auto good = check_output("--output", *command.output, inputs); good.has_error())
            return out.fail(good.error());
        if (!command.format)
            if (const auto good = refuse_other_form(*command.output, "csv, jsonl or json");
                good.has_error())
                return out.fail(good.error());
    }
    // A run at work would find the files of an older journal in place of its own.
    std::optional<journal::folder_lock> lock;
    std::error_code unknown;
    if (command.publish &&
        std::filesystem::exists(results::checkpoint_in(command.folder), unknown)) {
        auto locked = journal::folder_lock::acquire(
            results::checkpoint_in(std::filesystem::absolute(command.folder).lexically_normal()));
        if (locked.has_error())
            return out.fail(locked.error());
        lock = std::move(*locked);
    }
    auto run = read_stored_run(command.folder, command.dataset);
    if (run.has_error())
        return out.fail(run.error());
    if (!run->note.empty())
        out.note(run->note);
    if (!run->losses.empty())
        out.warn(run->losses);
    if (!run->unbacked.empty())
        out.warn(run->unbacked);
    if (command.publish) {
        if (!run->note.empty())
            out.warn("where an entry has changed since, its score is of what stood there before; a "
                     "run leaves such scores out, and judges the entry again");
        return publish_again(*run, out);
    }
    results::stored_answers answers(run->contents.results, results::checkpoint_in(run->folder));
    results::exported exported;
    const auto fill = [&](std::ostream& to) -> result<void> {
        const auto done = results::export_results(to, format_of(command), run->made_with.judges,
                                                  run->data.entries, answers);
        if (done.has_error())
            return done.error();
        exported = *done;
        return {};
    };
    const auto say_omitted = [&] {
        if (exported.omitted.all() > 0)
            out.note(results::left_out_text(exported.omitted));
    };
    if (leads_to_stdout(command.output)) {
        stdout_stream shows;
        const auto shown = fill(shows);
        if (shows.error() != 0)
            return out.fail_stdout(shows.error());
        if (shown.has_error())
            return out.fail(shown.error());
        say_omitted();
        return 0;
    }
    if (const auto written = write_output(*command.output, session::access_of(run->folder), fill);
        written.has_error())
        return out.fail(written.error());
    out.note(command.output->string() + ": " + counted(exported.rows, "row", "rows"));
    say_omitted();
    return 0;
}

} // namespace

void add_export(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<export_command>();
    CLI::App* const sub =
        add_command(app, "export", "Results from a folder's journal, a row a judge and entry",
                    "preceptron export results/ --format csv -o results.csv");
    sub->add_option("DIR", command->folder, "The output folder")->required()->type_name("");
    CLI::Option* const format = sub->add_option_function<std::string>(
                                       "--format",
                                       [command](const std::string& name) {
                                           command->format =
                                               results::parse_export_format(name).value();
                                       },
                                       "csv, jsonl or json; by itself as FILE is called, or csv")
                                    ->check(one_of({"csv", "jsonl", "json"}))
                                    ->type_name("");
    CLI::Option* const output =
        sub->add_option("-o,--output", command->output, "Default: -, standard output")
            ->type_name("FILE");
    add_dataset_flag(sub, command->dataset);
    sub->add_flag("--results", command->publish, "Writes the result files again")
        ->excludes(format)
        ->excludes(output);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
