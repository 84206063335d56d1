#include "cli/cmd_report.hpp"

#include "cli/flags/format_of_name.hpp"
#include "cli/flags/input_flags.hpp"
#include "cli/flags/path_flags.hpp"
#include "cli/flags/settings_flags.hpp"
#include "cli/output/file_digest.hpp"
#include "cli/output/folder_page.hpp"
#include "cli/output/output_file.hpp"
#include "cli/output/output_target.hpp"
#include "core/grouped.hpp"
#include "report/report_page.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/manifest.hpp"
#include "session/version.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

struct report_command {
    input_flags from;
    std::optional<fs::path> output, charts;
    settings_flags settings;
    presentation how;
};

// The page that is to be built, and where it and its charts go by themselves: files have no place
// of their own.
struct made_report {
    report::page_input input;
    fs::path page, charts;
    results::file_access access = results::file_access::by_umask;
};

result<made_report> of_folder(const folder_request& request) {
    auto analysed = analyse_folder(request);
    if (!analysed)
        return analysed.error();
    auto input = page_of(*analysed);
    if (!input)
        return input.error();
    const fs::path& folder = analysed->run.folder;
    return made_report{std::move(*input), folder / results::report_name,
                       folder / results::charts_name, session::access_of(folder)};
}

result<made_report> of_files(const files_request& request) {
    auto analysed = analyse_files(request);
    if (!analysed)
        return analysed.error();
    if (analysis::is_of_physicians(*analysed))
        return fail(errc::bad_dataset, request.files[0].string() +
                                           " has physicians' ratings and no judge's scores: "
                                           "'preceptron analyze' tells how far they agree");
    made_report made;
    made.input.agreement = std::move(*analysed);
    made.input.origin.version = session::program_version;
    for (const fs::path& file : request.files)
        made.input.files.push_back({file.string(), digest_of(file)});
    return made;
}

result<made_report> make(const report_command& c) {
    const auto request =
        request_of(c.from, [&c](analysis::settings& s) { return c.settings.apply(s); });
    if (!request)
        return request.error();
    if (request->kind == input_kind::folder)
        return of_folder(request->folder);
    if (!c.output)
        return fail(errc::usage, "a report of files has no place of its own: name it with "
                                 "--output, or - for standard output");
    return of_files(request->files);
}

result<void> write_charts(const fs::path& folder, const report::built_page& page,
                          results::file_access access) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    if (ec)
        return fail(errc::cannot_create, "cannot create " + folder.string() + ": " + ec.message());
    for (const report::chart_file& chart : page.charts)
        if (auto written = write_output(folder / chart.name, access, chart.text); !written)
            return written;
    return {};
}

result<void> check_targets(const report_command& c) {
    std::vector<fs::path> inputs = c.from.paths();
    std::ranges::move(c.settings.files(), std::back_inserter(inputs));
    if (!leads_to_stdout(c.output)) {
        if (auto good = check_output("--output", *c.output, inputs); !good)
            return good;
        if (auto good = refuse_data_name(*c.output); !good)
            return good;
    }
    return c.charts ? refuse_journal("--charts", *c.charts) : result<void>();
}

int execute(const report_command& c) {
    const console out = c.how.make_console();
    if (const auto good = check_targets(c); !good)
        return out.fail(good.error());
    auto made = make(c);
    if (!made)
        return out.fail(made.error());
    for (const std::string& note : made->input.agreement.notes)
        out.note(note);
    const report::built_page page = report::build_page(made->input);
    if (c.output && leads_to_stdout(c.output)) {
        if (const int status = out.show(page.html); status != 0)
            return status;
    } else {
        const fs::path path = c.output.value_or(made->page);
        if (auto written = write_output(path, made->access, page.html); !written)
            return out.fail(written.error());
        out.note(path.string() + ": " + grouped((page.html.size() + 999) / 1000) + " kB");
    }
    if (c.output && !c.charts)
        return 0;
    const fs::path charts = c.charts.value_or(made->charts);
    if (auto written = write_charts(charts, page, made->access); !written)
        return out.fail(written.error());
    out.note(charts.string() + ": " +
             grouped(page.charts.size() / std::size(results::chart_endings)) +
             " charts as SVG and Vega-Lite");
    return 0;
}

} // namespace

void add_report(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<report_command>();
    CLI::App* const sub =
        add_command(app, "report", "One page to read, print and mail: the answer, and why",
                    "preceptron report results/");
    add_input_files(sub, command->from);
    sub->add_option(
           "-o,--output", command->output,
           "The page, - for standard output (a folder's: report.html in it); given, charts "
           "are written with --charts only")
        ->type_name("FILE");
    sub->add_option("--charts", command->charts,
                    "The charts as SVG and Vega-Lite specifications (a folder's: charts/ in it)")
        ->check(not_stdout())
        ->type_name("DIR");
    add_ratings_flags(sub, command->from);
    add_settings_flags(sub, command->settings);
    add_dataset_flag(sub, command->from.dataset);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
