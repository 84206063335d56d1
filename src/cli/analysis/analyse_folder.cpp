#include "cli/analysis/analyse_folder.hpp"

#include "analysis/export/analysis_json.hpp"
#include "analysis/rater_entries.hpp"
#include "analysis/text/headline_text.hpp"
#include "cli/analysis/analysis_settings.hpp"
#include "cli/analysis/development_cases.hpp"
#include "cli/analysis/stored_run.hpp"
#include "cli/analysis/task_scales.hpp"
#include "cli/console/locale_marks.hpp"
#include "cli/console/presentation.hpp"
#include "cli/embedded.hpp"
#include "cli/uncaught_text.hpp"
#include "core/shell_word.hpp"
#include "core/thrown_failure.hpp"
#include "results/folder_layout.hpp"
#include "results/journal_ratings.hpp"
#include "results/left_out.hpp"
#include "session/folder/asked_cells.hpp"
#include "session/folder/frozen_analysis.hpp"
#include "session/planning/question_settings.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <thread>
#include <utility>

#include <unistd.h>

namespace preceptron::cli {

namespace {

// Notes of settings that changed since they were frozen.
std::vector<std::string> hold_against_frozen(const stored_run& run, const analysis::settings& s) {
    const std::string now = analysis::settings_json(s);
    const auto frozen = session::freeze_analysis(run.folder, now);
    if (!frozen)
        return {"the settings could not be kept for later analyses: " + frozen.error().message};
    std::vector<std::string> notes;
    if (const std::string& copy = run.made_with.lost_first_analysis; !copy.empty())
        notes.push_back("the settings that this folder's analysis was frozen with are lost with "
                        "its manifest, which was damaged (" +
                        copy + "): whether they were others is not known");
    if (*frozen)
        for (const std::string& change : changed_settings(**frozen, now))
            notes.push_back("changed since it was frozen at this folder's first call: " + change);
    return notes;
}

std::string left_out_note(const stored_run& run) {
    return results::left_out_text(results::count_left_out(
        run.contents.results, run.made_with.judges, [&](const auto& trial, const auto&) {
            const entry* const of = run.data.find(trial.entry_id);
            return of && of->task == trial.task;
        }));
}

// What the manifest keeps of a configuration that another version let pass, or whose files have
// moved since.
failure not_as_configured(const stored_run& run, const std::string& what,
                          errc code = errc::bad_configuration) {
    return fail(code, "analysis of " + run.made_with.config_file.string() + ": " + what +
                          ". Mend it there and run again (what has a score is not asked again), or "
                          "override it with a flag (see --help)");
}

// Entries without a grade as the run counts them: what it warned of, and what it was not to judge.
void count_ungraded(const stored_run& run, results::ratings& ratings) {
    const dataset::dataset_report& report = run.data.report;
    ratings.bad_grades = report.bad_grades.count;
    for (const auto& [task, n] : report.ungraded_by_task)
        if (std::ranges::find(run.made_with.tasks, task) == run.made_with.tasks.end())
            ratings.ungraded_unjudged += n;
}

result<analysed_folder> read_and_analyse(const folder_request& request) {
    auto run = read_stored_run(request.folder, request.dataset);
    if (!run)
        return run.error();
    auto settings = read_analysis_settings(run->made_with.analysis);
    if (!settings)
        return settings.error();
    const std::string configured_split = settings->split;
    settings->threads = std::max(1U, std::thread::hardware_concurrency());
    if (request.adjust)
        if (auto adjusted = request.adjust(*settings); !adjusted)
            return adjusted.error();
    if (auto good = analysis::check(*settings); !good) // flags were checked when they were read
        return not_as_configured(*run, good.error().message);
    results::stored_answers answers(run->contents.results, results::checkpoint_in(run->folder));
    auto ratings = results::read_journal_ratings(
        run->data.entries, run->made_with.judges, run->made_with.tasks,
        session::asked_cells(run->made_with, run->contents.results), answers);
    if (!ratings)
        return ratings.error();
    count_ungraded(*run, *ratings);
    if (auto clear = analysis::check_raters(*ratings, request.raters); !clear)
        return clear.error();
    const auto about_split = leave_out_development_cases(*ratings, *settings);
    if (!about_split)
        return settings->split == configured_split
                   ? not_as_configured(*run, "split: " + about_split.error().message,
                                       about_split.error().code)
                   : about_split.error();
    std::vector<std::string> notes = hold_against_frozen(*run, *settings);
    std::ranges::copy(*about_split, std::back_inserter(notes));
    for (const std::string& note : {run->note, run->losses, run->unbacked, left_out_note(*run)})
        if (!note.empty())
            notes.push_back(note);
    std::ranges::move(session::mixed_settings(run->made_with.questions, run->made_with.judges,
                                              run->data.entries, run->note.empty(),
                                              run->contents.results),
                      std::back_inserter(notes));
    std::ranges::move(session::outdated_settings(asked_otherwise(*run)),
                      std::back_inserter(notes));
    analysis::report report = analysis::analyse(*ratings, scales_of(run->made_with), request.raters,
                                                published_agreement(), *settings);
    report.notes.insert(report.notes.end(), notes.begin(), notes.end());
    return analysed_folder{std::move(*run), std::move(*ratings), std::move(report)};
}

result<std::string> headline_of(const std::filesystem::path& output_dir) {
    const auto analysed = analyse_folder(
        {.folder = output_dir, .dataset = {}, .raters = {}, .adjust = [](analysis::settings& s) {
             s.published_way = false;
             return result<void>();
         }});
    if (!analysed)
        return analysed.error();
    const std::string folder = shell_word(output_dir.string());
    return "\n" + as_locale_writes(analysis::headline_text(analysed->report, stdout_columns())) +
           "\nMore: preceptron report " + folder + "\n      preceptron analyze " + folder +
           " --statistics all\n";
}

} // namespace

result<analysed_folder> analyse_folder(const folder_request& request) {
    try {
        return read_and_analyse(request);
    } catch (const thrown_failure& e) { // the dataset was changed
        return e.why;
    }
}

analysis::published_figures published_agreement() {
    return analysis::parse_published(embedded_text("published_agreement.yaml")).value();
}

int print_headline(const std::filesystem::path& output_dir, const console& out) {
    std::string text;
    try {
        auto headline = headline_of(output_dir);
        if (!headline) {
            out.warn("no agreement: " + headline.error().message);
            return 0;
        }
        text = std::move(*headline);
    } catch (const std::exception& e) { // a run whose results are saved has not failed
        out.warn("no agreement: " + cause_of(e) + ". All results are saved");
        return 0;
    }
    return write_stdout(text) ? 0 : errno;
}

} // namespace preceptron::cli
