#include "cli/run_flow.hpp"

#include "cli/analyse_folder.hpp"
#include "cli/exit_status.hpp"
#include "cli/output_folder.hpp"
#include "cli/pilot_question.hpp"
#include "cli/plan_estimate.hpp"
#include "cli/run_head.hpp"
#include "cli/run_report.hpp"
#include "config/missing_keys.hpp"
#include "core/grouped.hpp"
#include "journal/recovery.hpp"
#include "session/adopt.hpp"
#include "session/make_plan.hpp"
#include "session/manifest.hpp"
#include "session/publish.hpp"
#include "session/unbacked_files.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace preceptron::cli {

namespace fs = std::filesystem;

namespace {

using session::cell_name;
using session::planned_run;
using session::run_inputs;

std::vector<cell_name> cells_of(const run_inputs& inputs, const plan& work) {
    std::vector<cell_name> cells;
    for (const plan_cell& cell : work.cells)
        cells.push_back({inputs.judges[cell.judge].spec.name, cell.task});
    return cells;
}

// The result that answers the planned question, found by its key: needed only where some trial's
// latest result answers another one.
results::selection by_key(const run_inputs& inputs, const journal::stored_results& stored) {
    return [&inputs, &stored](const journal::trial_name& name) -> const journal::stored_result* {
        const auto judge = std::ranges::find_if(inputs.judges, [&](const auto& j) {
            return j.spec.name == name.judge;
        });
        const entry* const e = inputs.data.find(name.entry_id);
        if (judge == inputs.judges.end() || !e || !judge->tasks->find(e->task))
            return stored.latest(name);
        const auto key = session::key_of(*judge, *e, static_cast<int>(name.repeat));
        return key ? stored.find(name, *key) : nullptr;
    };
}

// Whatever goes wrong while a run ends is a matter of input and output, unless it is the dataset.
exit_status status_of(const failure& problem) {
    return problem.code == errc::bad_dataset ? exit_status::bad_data : exit_status::io_error;
}

class flow {
  public:
    flow(const run_request& request, const presentation& how, const console& out)
        : inputs_(request.inputs), options_(request.options), request_(request), how_(how),
          out_(out), access_(options_.private_files ? results::file_access::owner_only
                                                    : results::file_access::by_umask) {}

    int run() {
        if (inputs_.data.entries.empty())
            return out_.fail(fail(errc::bad_dataset, inputs_.data.path.string() +
                                                         ": there is no entry in it"));
        if (options_.strict)
            if (const auto warned = strict_refusal(out_, inputs_, options_))
                return out_.fail(*warned);
        if (options_.dry_run)
            return dry_run();
        if (auto made = create_output_folder(folder()); made.has_error())
            return out_.fail(made.error());
        auto journal = journal::open_journal(folder() / "checkpoint", make_head(inputs_, run_id_), now_utc(),
                                             {.access = access_});
        if (journal.has_error())
            return out_.fail(journal.error());
        for (const std::string& note : journal->notes)
            out_.note(note);
        planned_ = session::make_plan(inputs_, options_, journal->contents.results);
        if (options_.adopt)
            if (auto adopted = adopt_files(*journal); adopted.has_error())
                return out_.fail(adopted.error());
        if (const auto refused = refusal(journal->contents); !refused.empty())
            return out_.fail(refused.front());
        if (const auto missing = missing_keys(); !missing.empty())
            return out_.fail(missing);
        say_before(out_, inputs_, planned_, journal->contents);
        if (auto prepared = write_preliminaries(*journal); prepared.has_error())
            return out_.fail(prepared.error());
        return judge_and_publish(*journal);
    }

  private:
    fs::path folder() const { return inputs_.config.output_dir.value; }

    int dry_run() {
        std::error_code ec;
        journal::journal_contents contents;
        if (fs::exists(folder() / "checkpoint", ec)) {
            auto read = journal::read_contents(folder() / "checkpoint");
            if (read.has_error())
                return out_.fail(read.error());
            contents = std::move(*read);
        }
        planned_ = session::make_plan(inputs_, options_, contents.results);
        say_before(out_, inputs_, planned_, contents);
        const int shown =
            out_.show(plan_text(inputs_, planned_) + "\n" + estimate_text(inputs_, planned_));
        if (const auto refused = refusal(contents); !refused.empty())
            return out_.fail(refused.front());
        out_.note("dry run: nothing was sent");
        return shown;
    }

    // Takes foreign result files in, and plans again with what they hold.
    result<void> adopt_files(journal::opened_journal& journal) {
        const auto files = unbacked_files(journal.contents);
        const auto done = session::adopt(files, inputs_, *journal.out, folder(), access_);
        if (done.has_error())
            return done.error();
        if (files.empty()) {
            out_.note("--adopt: no result file of another program is there");
            return {};
        }
        out_.note("adopted " + grouped(done->adopted) + " scored rows of " +
                  grouped(files.size()) + " files; " + grouped(done->left_out) +
                  " rows left out; copies: " + done->aside.string());
        auto contents = journal::read_contents(folder() / "checkpoint");
        if (contents.has_error())
            return contents.error();
        journal.contents = std::move(*contents);
        planned_ = session::make_plan(inputs_, options_, journal.contents.results);
        return {};
    }

    std::vector<session::unbacked_file>
    unbacked_files(const journal::journal_contents& stored) const {
        return session::find_unbacked_files(folder(), cells_of(inputs_, planned_.work), stored);
    }

    // Scores whose records are damaged are asked for again; the old ones are not lost.
    result<void> keep_files_of_damaged_records(const journal::journal_contents& stored) {
        const auto files = unbacked_files(stored);
        if (files.empty())
            return {};
        const auto aside = session::copy_aside(files, folder(), "replaced", access_);
        if (aside.has_error())
            return aside.error();
        for (const session::unbacked_file& file : files)
            out_.note(file.path.string() +
                      " was written from records that are damaged now: kept in " + aside->string() +
                      ", and judged again");
        return {};
    }

    // Why nothing may be sent; at most one reason.
    std::vector<failure> refusal(const journal::journal_contents& stored) const {
        if (planned_.work.cells.empty())
            return {nothing_to_judge(inputs_, planned_)};
        if (planned_.dataset_has_nothing_stored)
            return {fail(errc::bad_dataset,
                         folder().string() + " holds results of other entries: none of its ids is "
                         "in " + inputs_.data.path.string() +
                         "; give another --output-dir, or the dataset it was made from")};
        if (planned_.stale > 0 && options_.stale == session::stale_results::refuse)
            return {stale_message(inputs_, planned_, stored, folder())};
        const auto unbacked = unbacked_files(stored);
        const auto foreign =
            std::ranges::find(unbacked, false, &session::unbacked_file::of_damaged_records);
        if (foreign != unbacked.end())
            return {fail(errc::cannot_create,
                         foreign->path.string() +
                             " holds scores this folder's journal does not have, and would be "
                             "replaced: "
                             "--adopt copies such files aside and counts their scores as done; or "
                             "give another --output-dir")};
        return {};
    }

    // Keys of judges that have nothing to ask are not missed.
    std::vector<config::problem> missing_keys() const {
        return config::missing_keys(inputs_.config, inputs_.keys, [this](const judge_spec& judge) {
            return std::ranges::any_of(planned_.work.cells, [&](const plan_cell& c) {
                return inputs_.judges[c.judge].spec.name == judge.name && !c.open.empty();
            });
        });
    }

    result<void> write_preliminaries(journal::opened_journal& journal) {
        const fs::path checkpoint = folder() / "checkpoint";
        if (auto kept = keep_files_of_damaged_records(journal.contents); kept.has_error())
            return kept;
        if (auto written =
                session::write_manifest(checkpoint, inputs_, planned_.work,
                                        journal.contents.results, request_.command, access_);
            written.has_error())
            return written;
        if (planned_.work.open() == 0)
            return {};
        std::vector<std::string> known;
        for (const journal::prompt_record& p : journal.contents.prompts)
            known.push_back(p.hash);
        for (const plan_cell& cell : planned_.work.cells) {
            const session::prepared_judge& judge = inputs_.judges[cell.judge];
            const judging::task& task = *judge.tasks->find(cell.task);
            const judging::prompt_variant& variant = task.variant(judge.variant);
            journal::prompt_record record{task.name, variant.name,
                                          judging::prompt_template_hash(variant),
                                          variant.system.text + "\n\n" + variant.user.text};
            if (std::ranges::find(known, record.hash) != known.end())
                continue;
            if (auto appended = journal.out->append(record); appended.has_error())
                return appended;
            known.push_back(record.hash);
        }
        return {};
    }

    int judge_and_publish(journal::opened_journal& journal) {
        session::publication target{folder(), inputs_.data.entries, {}, {}, access_};
        for (const session::prepared_judge& judge : inputs_.judges)
            target.judges.push_back({judge.spec.name, judge.spec.repeats});
        if (planned_.keys_differ && options_.stale != session::stale_results::keep)
            target.select = [this](const journal::stored_results& stored) {
                return by_key(inputs_, stored);
            };
        const auto view = make_progress_view(how_, out_);
        session::run_log log(folder() / "checkpoint", access_);
        session::run_watch watch(inputs_, planned_.work, log,
                                 [&view](std::string_view line) { view->line(line); });
        session::session_end end;
        log.begin(run_id_, planned_.work.planned(), planned_.work.open());
        if (planned_.work.open() > 0) {
            auto settings = request_.session;
            const auto& billing = journal.contents.billing;
            settings.spent_usd =
                journal.contents.spent_usd + billing.total().usd + billing.given_up_usd();
            session::pilot_watch seen;
            if (options_.pilot > 0)
                plan_pilot(settings, seen, watch, *view);
            auto ran = session::run_session(inputs_, planned_, journal, watch, *view, target,
                                            settings);
            if (ran.has_error())
                return out_.fail(ran.error());
            end = std::move(*ran);
            const auto& s = watch.summary();
            journal.out->append(journal::end_record{s.planned(), s.scored(), s.failed(),
                                                    s.requests(), now_utc()});
            if (auto synced = journal.out->sync(); synced.has_error() && !end.problem)
                end.problem = synced.error();
        }
        log.end(watch.summary().scored(), watch.summary().failed(), end.signal, end.handshakes);
        return report(watch, end, publish_rest(target, end));
    }

    // The cells that were not written while the run went on, and what has failed.
    session::published publish_rest(const session::publication& target, session::session_end& end) {
        auto cells = cells_of(inputs_, planned_.work);
        std::erase_if(cells, [&](const session::cell_name& cell) {
            return std::ranges::find(end.written.cells, cell) != end.written.cells.end();
        });
        auto all = std::move(end.written);
        if (cells.empty() && !end.problem)
            return all; // the last cell was complete when it was published, and so were all
        auto rest = session::publish(target, cells);
        if (rest.has_error()) {
            if (!end.problem)
                end.problem = rest.error();
            // What may have been billed twice is to be told all the same.
            if (const auto contents = journal::read_contents(folder() / "checkpoint"))
                all.doubtful = contents->billing.total();
            return all;
        }
        std::ranges::move(rest->files, std::back_inserter(all.files));
        all.failures = rest->failures;
        all.doubtful = rest->doubtful;
        return all;
    }

    // The first entries alone; then what they have shown, and the question whether to go on.
    void plan_pilot(session::session_settings& settings, session::pilot_watch& seen,
                    session::run_watch& watch, runner::progress_view& view) {
        settings.pilot = session::split_for_pilot(planned_.work, inputs_.data.entries,
                                                  options_.pilot);
        watch.on_each_result([&seen](const journal::result_record& r) { seen.add(r); });
        settings.goes_on = [this, &settings, &seen, &watch, &view] {
            watch.on_each_result({});
            view.clear();
            out_.print(pilot_text(inputs_, seen, settings.pilot->rest));
            return options_.yes || wants_the_rest(out_);
        };
    }

    int report(const session::run_watch& watch, const session::session_end& end,
               const session::published& files) {
        const auto& s = watch.summary();
        const bool unfinished = s.unfinished() > 0 || watch.retryable() > 0;
        const int status = most_telling(
            end.signal,
            {end.problem ? status_of(*end.problem) : exit_status::success,
             end.stopped.empty() ? exit_status::success : exit_status::provider_stopped,
             end.budget_reached ? exit_status::budget_reached : exit_status::success,
             unfinished ? exit_status::unfinished : exit_status::success,
             watch.final_failures() > 0 && !options_.accept_failures ? exit_status::some_failed
                                                                     : exit_status::success});
        say_after(out_, {.inputs = inputs_,
                         .planned = planned_,
                         .watch = watch,
                         .end = end,
                         .files = files,
                         .doubtful = files.doubtful,
                         .command = request_.command,
                         .status = status});
        // All is saved: who takes what is said about it, or does not, changes nothing.
        const int shown = out_.show(how_.format == output_format::json
                                        ? s.to_json(files.doubtful, process_use_so_far())
                                        : s.cell_table());
        if (shown == 0 && how_.format == output_format::text && s.scored() > 0 && !how_.quiet)
            print_headline(folder(), out_);
        return status;
    }

    const run_inputs& inputs_;
    const session::run_options& options_;
    const run_request& request_;
    const presentation& how_;
    const console& out_;
    const results::file_access access_;
    const std::string run_id_ = random_run_id();
    planned_run planned_;
};

} // namespace

int run_benchmark_flow(const run_request& request, const presentation& how, const console& out) {
    return flow(request, how, out).run();
}

} // namespace preceptron::cli
