#include "cli/running/run_flow.hpp"

#include "cli/analysis/analyse_folder.hpp"
#include "cli/analysis/analysis_settings.hpp"
#include "cli/exit_status.hpp"
#include "cli/flags/run_flags.hpp"
#include "cli/output/output_folder.hpp"
#include "cli/running/dry_run.hpp"
#include "cli/running/pilot_forecast.hpp"
#include "cli/running/pilot_question.hpp"
#include "cli/running/process_use.hpp"
#include "cli/running/run_ending.hpp"
#include "cli/running/run_head.hpp"
#include "cli/running/run_opening.hpp"
#include "cli/running/run_refusal.hpp"
#include "cli/running/unbacked_results.hpp"
#include "core/grouped.hpp"
#include "journal/recovery.hpp"
#include "results/folder_layout.hpp"
#include "session/folder/journal_place.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/prompt_records.hpp"
#include "session/folder/stand_records.hpp"
#include "session/folder/write_manifest.hpp"
#include "session/machine/descriptor_limit.hpp"
#include "session/machine/private_files.hpp"
#include "session/publishing/foreign_files.hpp"
#include "session/publishing/publish_rest.hpp"

#include <cerrno>
#include <utility>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

class flow {
  public:
    flow(run_request request, const presentation& how, const console& out)
        : inputs_(request.inputs), options_(request.options), request_(std::move(request)),
          how_(how), out_(out), access_(options_.private_files ? results::file_access::owner_only
                                                               : session::access_of(folder())) {}

    int run() {
        if (const auto refused = dataset_refusal(out_, inputs_, options_))
            return out_.fail(*refused);
        if (options_.dry_run)
            return dry_run(inputs_, options_, how_.format, out_);
        if (auto enough = session::enough_descriptors(); enough.has_error())
            return out_.fail(enough.error());
        if (const auto refused = refused_before_anything())
            return *refused;
        if (auto made = create_output_folder(folder()); made.has_error())
            return out_.fail({at_output_dir(made.error(), inputs_.config, options_)});
        auto journal = journal::open_journal(checkpoint(), make_head(inputs_, run_id_), now_utc(),
                                             {.access = access_}, std::move(request_.lock));
        if (journal.has_error())
            return out_.fail(journal.error());
        for (const std::string& note : journal->notes)
            out_.note(note);
        if (options_.private_files)
            if (auto hidden = make_private(journal->contents.results); hidden.has_error())
                return out_.fail(hidden.error());
        foreign_failures_ = session::has_foreign_failures(folder(), journal->contents);
        if (planned_.work.cells.empty() || !journal->contents.results.knows_nothing())
            planned_ = session::make_plan(inputs_, options_, journal->contents.results);
        if (options_.adopt) {
            const auto adopted =
                adopt_results(out_, inputs_, options_, planned_.work, *journal, access_);
            if (adopted.has_error())
                return out_.fail(adopted.error());
            if (*adopted)
                planned_ = session::make_plan(inputs_, options_, journal->contents.results);
        }
        if (const auto refused = refusal(inputs_, options_, planned_, journal->contents))
            return out_.fail(*refused);
        if (const auto missing = missing_keys(inputs_, planned_); !missing.empty())
            return out_.fail(missing);
        say_before(out_, inputs_, options_, planned_, journal->contents);
        if (auto prepared = write_preliminaries(*journal); prepared.has_error())
            return out_.fail(prepared.error());
        return judge_and_publish(*journal);
    }

  private:
    fs::path folder() const { return inputs_.config.output_dir.value; }
    fs::path checkpoint() const { return results::checkpoint_in(folder()); }

    // What a fresh folder is refused for leaves no trace in it. The plan stands, unless another run
    // has been there when the journal is opened.
    std::optional<int> refused_before_anything() {
        std::error_code ec;
        if (options_.adopt || request_.lock || fs::exists(checkpoint(), ec))
            return {};
        const journal::journal_contents nothing;
        planned_ = session::make_plan(inputs_, options_, nothing.results);
        if (const auto refused = refusal(inputs_, options_, planned_, nothing))
            return out_.fail(*refused);
        if (const auto missing = missing_keys(inputs_, planned_); !missing.empty())
            return out_.fail(missing);
        return {};
    }

    // What earlier runs have left. New files are private from the beginning.
    result<void> make_private(const journal::stored_results& stored) {
        const auto hidden = session::hide_files(folder(), stored);
        if (hidden.changed > 0)
            out_.note(
                counted(hidden.changed, "file of an earlier run is", "files of earlier runs are") +
                " for the owner only now (--private)");
        if (hidden.open.empty())
            return {};
        out_.warn(hidden.open.front().message +
                  (hidden.open.size() > 1
                       ? ", and " + counted(hidden.open.size() - 1, "more file", "more files")
                       : ""));
        if (options_.strict)
            return warnings_are_errors(errc::io);
        return {};
    }

    result<void> write_preliminaries(journal::opened_journal& journal) {
        const journal::journal_contents& stored = journal.contents;
        if (auto kept =
                keep_results_of_damaged_records(out_, inputs_, planned_.work, stored, access_);
            kept.has_error())
            return kept;
        if (foreign_failures_)
            if (auto kept = keep_foreign_failures(out_, inputs_, access_); kept.has_error())
                return kept;
        if (auto recorded = session::record_stands(*journal.out, checkpoint(), inputs_, planned_);
            recorded.has_error())
            return recorded;
        const auto analysis = settings_to_freeze(inputs_.config);
        if (analysis.has_error())
            return analysis.error();
        const auto written = session::write_manifest(
            checkpoint(), inputs_, planned_, stored.results, request_.command, access_, *analysis);
        if (written.has_error())
            return written.error();
        if (*written)
            out_.warn("manifest.json was damaged: kept in " + (*written)->string() +
                      ", and written anew; what it alone had is unknown from now on (what "
                      "earlier runs were to ask, the settings of the analysis)");
        if (planned_.work.open() == 0)
            return {};
        return session::record_prompts(*journal.out, inputs_, planned_.work, stored.prompts,
                                       stored.results.keys());
    }

    session::publication publication_target() const {
        session::publication target{folder(), inputs_.data.entries, {}, access_};
        for (const session::prepared_judge& judge : inputs_.judges)
            target.judges.push_back({judge.spec.name, judge.spec.repeats});
        return target;
    }

    int judge_and_publish(journal::opened_journal& journal) {
        const auto target = publication_target();
        const auto view = make_progress_view(how_, out_);
        session::run_log log(checkpoint(), access_);
        session::run_watch watch(inputs_, planned_.work, log,
                                 [&view](std::string_view line) { view->line(line); });
        if (how_.verbose)
            watch.on_each_failure([&view](std::string_view line) { view->line(line); });
        session::session_end end;
        log.begin(run_id_, planned_.work.planned(), planned_.work.open());
        if (planned_.work.open() > 0) {
            auto settings = request_.session;
            settings.spent = journal.contents.spent();
            if (how_.quiet) // whoever interrupts has to know that a second time is another matter
                settings.tell_signal = [this, &view](std::string_view line) {
                    view->clear();
                    out_.warn(line);
                };
            session::pilot_watch seen;
            if (options_.pilot > 0)
                plan_pilot(settings, seen, watch, *view);
            auto ran =
                session::run_session(inputs_, planned_, journal, watch, *view, target, settings);
            if (ran.has_error())
                return out_.fail(ran.error());
            end = std::move(*ran);
            const auto& s = watch.summary();
            auto ended = journal.out->append(journal::end_record{
                s.planned(), s.scored(), s.failed(), s.requests(), now_utc(), end.limits});
            if (auto synced = journal.out->sync(); synced.has_error())
                ended = synced;
            if (ended.has_error() && !end.problem)
                end.problem = ended.error();
        }
        log.end(watch.summary().scored(), watch.summary().failed(), end.signal, end.handshakes);
        if (!end.signals) // files that are begun are finished
            end.signals = std::make_unique<async::signal_hold>();
        journal.out->release(); // on a disk that is nearly full the result files need it
        const auto cells = session::cells_of(inputs_, planned_.work);
        const auto files = session::publish_rest(target, cells, watch.summary(), end);
        if (!end.misplaced)
            if (auto lost = session::journal_lost_at_the_end(journal)) {
                end.misplaced = true;
                end.problem = std::move(lost);
            }
        return report(watch, end, files, journal);
    }

    // The first entries alone; then what they have shown, and the question whether to go on.
    void plan_pilot(session::session_settings& settings, session::pilot_watch& seen,
                    session::run_watch& watch, runner::progress_view& view) {
        settings.pilot =
            session::split_for_pilot(planned_.work, inputs_.data.entries, options_.pilot);
        watch.show_outcomes(&seen);
        settings.goes_on = [this, &settings, &seen, &watch, &view, question = pilot_question(out_),
                            begun = false](bool still_asked) mutable -> std::optional<bool> {
            if (!std::exchange(begun, true)) {
                watch.show_outcomes(nullptr);
                view.clear();
                show_forecast(forecast(inputs_, seen, settings.pilot->rest));
            }
            return options_.yes ? true : question.answer(still_asked);
        };
    }

    void show_forecast(const pilot_forecast& foretold) const {
        const bool asks = !options_.yes && can_ask(out_);
        if (asks || !how_.quiet) // nobody agrees to a price that is not shown
            out_.print(to_text(foretold, stderr_columns()), to_json(foretold));
    }

    int report(const session::run_watch& watch, session::session_end& end,
               const session::published& files, journal::opened_journal& journal) {
        const auto& s = watch.summary();
        const std::string command = command_to_go_on(watch);
        const run_ending ending{.inputs = inputs_,
                                .planned = planned_,
                                .watch = watch,
                                .end = end,
                                .files = files,
                                .command = command,
                                .retrying = retry_flag(options_)};
        say_after(out_, ending);
        int error = show_summary(s, files);
        if (end.signal == 0)
            end.signal = end.signals->first();
        end.signals.reset(); // what follows may be interrupted
        const int status = status_of(watch, end, files, options_.accept_failures);
        const bool headline =
            how_.format == output_format::text && s.scored() > 0 && !how_.quiet && !end.misplaced;
        journal.out.reset();
        { const auto released = std::move(journal.lock); } // another run need not wait for tables
        if (error == 0 && headline)
            error = print_headline(folder(), out_);
        say_last(out_, ending);
        // All is saved, and a reader that has gone, or never was, wanted no more. Whoever finds
        // half a summary, or none, where it was to be kept has to be told by the status, too.
        if (error == 0 || error == EPIPE || error == EBADF)
            return status;
        out_.fail_stdout(error);
        return most_telling(end.signal, {exit_status::io_error});
    }

    // What was to be judged again has been: the flag would pay once more for what changes later.
    std::string command_to_go_on(const session::run_watch& watch) const {
        if (options_.stale != session::stale_results::rejudge || watch.retryable() > 0 ||
            watch.summary().unfinished() > 0)
            return request_.command;
        session::run_options settled = options_;
        settled.stale = session::stale_results::refuse;
        return same_command(settled);
    }

    // 0, or the errno with which stdout refused it.
    int show_summary(const results::run_summary& s, const session::published& files) const {
        const std::string text = how_.format == output_format::json
                                     ? s.to_json(files.doubtful, process_use_so_far())
                                     : s.cell_table(stdout_columns());
        return write_stdout(text) ? 0 : errno;
    }

    const session::run_inputs& inputs_;
    const session::run_options& options_;
    run_request request_;
    const presentation& how_;
    const console& out_;
    const results::file_access access_;
    const std::string run_id_ = random_run_id();
    session::planned_run planned_;
    bool foreign_failures_ = false; // in failures.jsonl
};

} // namespace

int run_benchmark_flow(run_request request, const presentation& how, const console& out) {
    return flow(std::move(request), how, out).run();
}

} // namespace preceptron::cli
