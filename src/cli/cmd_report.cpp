#include "cli/cmd_report.hpp"

#include "cli/analyse_folder.hpp"
#include "cli/output_file.hpp"
#include "cli/output_target.hpp"
#include "cli/path_flags.hpp"
#include "cli/settings_flags.hpp"
#include "core/grouped.hpp"
#include "report/report_page.hpp"
#include "results/file_ratings.hpp"
#include "results/folder_layout.hpp"
#include "results/raters_file.hpp"
#include "session/live_file.hpp"
#include "session/manifest.hpp"
#include "session/manifest_file.hpp"

#include <memory>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t disagreements_a_judge = 4;
constexpr std::size_t examples_a_class = 3;

struct report_command {
    fs::path folder;
    std::optional<fs::path> output, charts, dataset, raters;
    settings_flags settings;
    presentation how;
};

result<analysed_folder> analyse(const report_command& c) {
    folder_request request{.folder = c.folder,
                           .dataset = c.dataset,
                           .raters = {},
                           .adjust = [&c](analysis::settings& s) {
                               c.settings.apply(s);
                               return result<void>();
                           }};
    if (c.raters) {
        auto raters = results::read_raters(*c.raters);
        if (!raters)
            return raters.error();
        request.raters = std::move(*raters);
    }
    return analyse_folder(request);
}

result<report::made_with> read_origin(const fs::path& folder) {
    const auto text = session::read_manifest_text(session::manifest_path(folder));
    if (!text)
        return text.error();
    return report::read_made_with(*text);
}

result<report::page_input> gather(analysed_folder& a) {
    const fs::path checkpoint = results::checkpoint_in(a.run.folder);
    results::stored_answers answers(a.run.contents.results, checkpoint);
    report::page_input in;
    auto origin = read_origin(a.run.folder);
    if (!origin)
        return origin.error();
    in.origin = std::move(*origin);
    for (const session::answers_otherwise& cell : asked_otherwise(a.run))
        for (report::made_judge& judge : in.origin.judges)
            if (judge.name == cell.judge) {
                judge.asked_otherwise += cell.answers;
                judge.asked_otherwise_is_exact &= cell.exact;
            }
    auto facts = results::read_run_facts(a.run.contents);
    if (!facts)
        return facts.error();
    in.facts = std::move(*facts);
    auto failures = results::read_failed_trials(a.run.made_with.judges, a.run.data.entries, answers,
                                                examples_a_class);
    if (!failures)
        return failures.error();
    in.failures = std::move(*failures);
    auto disagreements =
        results::largest_disagreements(a.ratings, a.run.data, answers, disagreements_a_judge);
    if (!disagreements)
        return disagreements.error();
    in.disagreements = std::move(*disagreements);
    for (const journal::prompt_record& p : a.run.contents.prompts)
        in.prompts.push_back({p.task, p.variant, p.hash, p.text});
    in.running = session::read_live_run(checkpoint).has_value();
    const auto doubtful =
        in.running ? a.run.contents.billing.lost() : a.run.contents.billing.total();
    in.doubtful_calls = doubtful.calls;
    in.doubtful_usd = doubtful.usd;
    in.agreement = std::move(a.report);
    return in;
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
    std::vector<fs::path> inputs{c.folder};
    for (const auto& file : {c.dataset, c.raters, c.settings.split})
        if (file)
            inputs.push_back(*file);
    if (!leads_to_stdout(c.output))
        if (auto good = check_output("--output", *c.output, inputs); !good)
            return good;
    return c.charts ? refuse_journal("--charts", *c.charts) : result<void>();
}

int execute(const report_command& c) {
    const console out = c.how.make_console();
    if (const auto good = check_targets(c); !good)
        return out.fail(good.error());
    auto analysed = analyse(c);
    if (!analysed)
        return out.fail(analysed.error());
    const fs::path folder = analysed->run.folder;
    auto input = gather(*analysed);
    if (!input)
        return out.fail(input.error());
    for (const std::string& note : input->agreement.notes)
        out.note(note);
    const report::built_page page = report::build_page(*input);
    const results::file_access access = session::access_of(folder);
    if (c.output && leads_to_stdout(c.output)) {
        if (const int status = out.show(page.html); status != 0)
            return status;
    } else {
        const fs::path path = c.output.value_or(folder / "report.html");
        if (auto written = write_output(path, access, page.html); !written)
            return out.fail(written.error());
        out.note(path.string() + ": " + grouped((page.html.size() + 999) / 1000) + " kB");
    }
    if (c.output && !c.charts)
        return 0;
    const fs::path charts = c.charts.value_or(folder / "charts");
    if (auto written = write_charts(charts, page, access); !written)
        return out.fail(written.error());
    out.note(charts.string() + ": " + grouped(page.charts.size()) + " charts as Vega-Lite");
    return 0;
}

} // namespace

void add_report(CLI::App& app, chosen_command& chosen) {
    const auto command = std::make_shared<report_command>();
    CLI::App* const sub =
        add_command(app, "report", "One page to read, print and mail: the answer, and why",
                    "preceptron report results/");
    sub->add_option("DIR", command->folder, "An output folder, also while a run fills it")
        ->required()
        ->type_name("");
    sub->add_option("-o,--output", command->output,
                    "The page, - for standard output (DIR/report.html); given, charts are written "
                    "with --charts only")
        ->type_name("FILE");
    sub->add_option("--charts", command->charts,
                    "The charts as Vega-Lite specifications (DIR/charts)")
        ->check(not_stdout())
        ->type_name("DIR");
    add_raters_flag(sub, command->raters);
    add_settings_flags(sub, command->settings);
    add_dataset_flag(sub, command->dataset);
    add_output_flags(sub, command->how);
    sub->callback([command, &chosen] { chosen = [command] { return execute(*command); }; });
}

} // namespace preceptron::cli
