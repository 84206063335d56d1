#include "cli/cmd_analyze.hpp"

#include "analysis/export/agreement_csv.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/text/detail_text.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/markdown.hpp"
#include "cli/console/locale_marks.hpp"
#include "cli/console/presentation.hpp"
#include "cli/flags/choice.hpp"
#include "cli/flags/format_of_name.hpp"
#include "cli/flags/input_flags.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/flags/settings_flags.hpp"
#include "cli/output/output_file.hpp"
#include "cli/output/output_target.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

struct analyze_command {
    input_flags from;
    std::string statistics, format;
    std::optional<fs::path> output;
    settings_flags settings;
    presentation how;
};

result<analysis::report> analyse(const analyze_command& c) {
    const auto request =
        request_of(c.from, [&c](analysis::settings& s) { return c.settings.apply(s); });
    if (!request)
        return request.error();
    if (request->kind == input_kind::files)
        return analyse_files(request->files);
    auto analysed = analyse_folder(request->folder);
    if (!analysed)
        return analysed.error();
    return std::move(analysed->report);
}

std::string format_of(const analyze_command& c) {
    if (!c.format.empty())
        return c.format;
    if (c.output) {
        std::error_code ec;
        const std::string extension = ending_of(*c.output);
        if (extension == ".csv" || fs::is_directory(*c.output, ec))
            return "csv";
        if (extension == ".json")
            return "json";
        if (extension == ".md")
            return "markdown";
    }
    return "table";
}

// A folder gets the whole table whatever is to be shown.
bool is_for_a_folder(const analyze_command& c) {
    std::error_code ec;
    return !leads_to_stdout(c.output) && fs::is_directory(*c.output, ec);
}

std::string rendered(const analyze_command& c, const analysis::report& r) {
    const std::string format = format_of(c);
    const bool details = c.statistics != "headline";
    if (format == "json")
        return analysis::analysis_json(r, details);
    if (format == "csv")
        return analysis::agreement_csv(r, details || is_for_a_folder(c));
    if (format == "markdown")
        return analysis::markdown(r, c.statistics == "all");
    const std::size_t columns =
        leads_to_stdout(c.output) ? stdout_columns() : analysis::wide_terminal;
    std::string text = analysis::headline_text(r, columns);
    if (c.statistics == "all")
        text += analysis::detail_text(r, columns);
    return as_locale_writes(std::move(text));
}

// The file that the analysis becomes; nothing = standard output. errc::usage where it may not.
result<std::optional<fs::path>> target_of(const analyze_command& c) {
    if (leads_to_stdout(c.output))
        return std::optional<fs::path>();
    const bool folder = is_for_a_folder(c);
    if (folder && !c.format.empty() && c.format != "csv")
        return fail(errc::usage, "--output: a folder gets agreement.csv; for --format " + c.format +
                                     " name a file in " + c.output->string());
    if (!folder && c.format.empty())
        if (auto good = refuse_other_form(*c.output, "table, markdown, csv or json"); !good)
            return good.error();
    const fs::path path = folder ? *c.output / results::agreement_name : *c.output;
    std::vector<fs::path> inputs = c.from.paths();
    std::ranges::move(c.settings.files(), std::back_inserter(inputs));
    if (const auto good = check_output("--output", path, inputs); !good)
        return good.error();
    return std::optional(path);
}

int execute(const analyze_command& c) {
    const console out = c.how.make_console();
    const auto target = target_of(c);
    if (!target)
        return out.fail(target.error());
    const auto report = analyse(c);
    if (!report)
        return out.fail(report.error());
    for (const std::string& note : report->notes)
        out.note(note);
    if (analysis::is_of_physicians(*report) && format_of(c) == "csv")
        out.note("csv has a row for each statistic of a judge, and there is none: --format json has "
                 "what physicians reach among themselves");
    const std::string text = rendered(c, *report);
    if (!*target)
        return out.show(text);
    const fs::path& path = **target;
    std::error_code ec;
    const auto access = fs::is_directory(c.from.inputs[0], ec)
                            ? session::access_of(c.from.inputs[0])
                            : results::file_access::by_umask;
    if (auto written = write_output(path, access, text); !written)
        return out.fail(written.error());
    out.note("written: " + path.string());
    return 0;
}

void add_choice(CLI::App* sub, const std::string& flag, std::string& into,
                const std::vector<std::string>& names, const std::string& what) {
    sub->add_option(flag, into, what)->check(one_of(names))->type_name("");
}

} // namespace

void add_analyze(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<analyze_command>();
    CLI::App* const sub =
        add_command(app, "analyze", "How far judges agree with physicians, and how sure that is",
                    "preceptron analyze results/");
    add_input_files(sub, command->from);
    add_choice(sub, "--format", command->format, {"table", "markdown", "csv", "json"},
               "table, markdown, csv or json; by itself as FILE is called, or table; csv and json "
               "have intervals as computed, not cut at a statistic's possible range");
    add_choice(sub, "--statistics", command->statistics, {"headline", "all"},
               "headline, or all (by itself for csv and json)");
    sub->add_option("-o,--output", command->output,
                    "Instead of - (standard output); a folder gets agreement.csv")
        ->type_name("FILE");
    add_ratings_flags(sub, command->from);
    add_settings_flags(sub, command->settings);
    add_dataset_flag(sub, command->from.dataset);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
