// The manifest, live.json and the published files of an output folder.
#include "journal/recovery.hpp"
#include "runner/progress_live.hpp"
#include "runner/progress_plain.hpp"
#include "session/asked_cells.hpp"
#include "session/beside_plan.hpp"
#include "session/folder_status.hpp"
#include "session/live_file.hpp"
#include "session/manifest.hpp"
#include "session/missing_scores.hpp"
#include "session/prepared_folder.hpp"
#include "session/publish.hpp"
#include "session/unbacked_files.hpp"
#include "session/write_manifest.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>

#include <sys/wait.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

// Judge "one" has scored e1, failed on e2, and was asked nothing else.
void write_journal(const prepared_folder& folder, const run_inputs& inputs) {
    auto journal = journal::open_journal(folder.output_dir() / "checkpoint", {}, now_utc());
    BOOST_REQUIRE(journal.has_value());
    journal::trial_record trial;
    trial.judge = "one";
    trial.task = "cpc_bond";
    trial.entry_id = "e1";
    trial.key = *key_of(inputs.judges[0], *inputs.data.find("e1"), 0);
    journal::result_record scored;
    scored.trial = trial;
    scored.score = 4.5;
    BOOST_REQUIRE(journal->out->append(scored).has_value());
    trial.entry_id = "e2";
    trial.key = *key_of(inputs.judges[0], *inputs.data.find("e2"), 0);
    journal::fail_record failed;
    failed.trial = trial;
    failed.kind = failure_class::refusal;
    failed.message = "it would not";
    BOOST_REQUIRE(journal->out->append(failed).has_value());
    BOOST_REQUIRE(journal->out->sync().has_value());
}

runner::progress_snapshot snapshot(double elapsed_s, std::uint64_t done) {
    runner::progress_snapshot p;
    p.elapsed_s = elapsed_s;
    p.planned = 10;
    p.done = done;
    return p;
}

} // namespace

BOOST_AUTO_TEST_SUITE(folder_files)

BOOST_AUTO_TEST_CASE(what_other_runs_settled_is_told_apart_from_the_last_plan) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    write_journal(folder, *inputs);
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    const auto stored = journal::read_contents(checkpoint);
    BOOST_REQUIRE(stored.has_value());
    const auto planning = [&](std::initializer_list<const char*> ids) {
        planned_run planned;
        plan_cell& cell = planned.work.cells.emplace_back();
        cell.task = "cpc_bond";
        for (const char* const id : ids)
            cell.entries.push_back(inputs->data.find(id)->index);
        planned.beside = find_beside(planned.work, *inputs, stored->results);
        return planned;
    };
    const auto beside = [&](std::initializer_list<const char*> ids) {
        return planning(ids).beside.settled.at(0);
    };
    BOOST_TEST(beside({"e1", "e2", "e3"}) == 0U);
    BOOST_TEST(beside({"e1", "e3"}) == 1U); // e2 failed for good
    BOOST_TEST(beside({"e3", "e4"}) == 2U);
    // Two are planned and not one of them is settled.
    BOOST_REQUIRE(write_manifest(checkpoint, *inputs, planning({"e3", "e4"}), stored->results, "",
                                 results::file_access::by_umask)
                      .has_value());
    const auto status = read_folder_status(folder.output_dir());
    BOOST_REQUIRE(status.has_value());
    BOOST_TEST(status->planned() == 4U);
    BOOST_TEST(status->scored() + status->failed() == 2U);
}

BOOST_AUTO_TEST_CASE(a_manifest_is_read_back_as_it_was_written) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    const auto planned = make_plan(*inputs, folder.options, {});
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    BOOST_REQUIRE(write_manifest(checkpoint, *inputs, planned, {}, "preceptron run",
                                 results::file_access::by_umask)
                      .has_value());
    const auto read = read_manifest(folder.output_dir());
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->dataset == inputs->data.path);
    BOOST_TEST(read->dataset_sha256 == inputs->data.sha256);
    BOOST_REQUIRE(read->judges.size() == 2U);
    BOOST_TEST(read->judges[1].name == "two");
    BOOST_TEST(read->judges[1].repeats == 1);
    BOOST_TEST(read->tasks == std::vector<std::string>{"cpc_bond"},
               boost::test_tools::per_element());
    BOOST_REQUIRE(read->plan.size() == 2U);
    BOOST_TEST(read->plan[0].judge == "one");
    BOOST_TEST(read->plan[0].trials == 7U);
    const std::string before = content(checkpoint / "manifest.json");
    BOOST_REQUIRE(write_manifest(checkpoint, *inputs, planned, {}, "preceptron run",
                                 results::file_access::by_umask)
                      .has_value());
    BOOST_TEST(content(checkpoint / "manifest.json") == before);
}

BOOST_AUTO_TEST_CASE(a_manifest_tells_what_all_runs_of_the_folder_were_to_ask) {
    prepared_folder folder;
    const auto whole = folder.inputs();
    write_journal(folder, *whole);
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    const auto stored = journal::read_contents(checkpoint);
    BOOST_REQUIRE(stored.has_value());
    const auto asked_after = [&](std::vector<std::string> judges,
                                 std::optional<std::size_t> limit) {
        folder.options.judges = std::move(judges);
        folder.options.limit = limit;
        const auto inputs = folder.inputs();
        const auto planned = make_plan(*inputs, folder.options, stored->results);
        BOOST_REQUIRE(write_manifest(checkpoint, *inputs, planned, stored->results,
                                     "preceptron run", results::file_access::by_umask)
                          .has_value());
        std::string text;
        for (const auto& cell : asked_cells(*read_manifest(folder.output_dir()), stored->results))
            text += cell.judge + " " + (cell.entries ? std::to_string(*cell.entries) : "all") + ";";
        return text;
    };
    // e1 and e2 are settled; a limit of 3 takes e1, e4 and e6.
    BOOST_TEST(asked_after({"one"}, 3) == "one 4;");
    BOOST_TEST(asked_after({"two"}, 3) == "one 4;two 3;");
    BOOST_TEST(asked_after({}, 1) == "one 4;two 3;");
    BOOST_TEST(asked_after({"two"}, {}) == "one 4;two 7;");

    // Of another version, or damaged, it says nothing of what was asked before the last run.
    std::ofstream(checkpoint / "manifest.json") << "{";
    BOOST_TEST(asked_after({"two"}, 2) == "one all;two 2;");
    BOOST_TEST(asked_after({"one"}, 2) == "one all;two 2;");
    BOOST_TEST(asked_after({"one"}, {}) == "one 7;two 2;");
    manifest older = *read_manifest(folder.output_dir());
    older.asked.reset();
    older.plan = {{"two", "cpc_bond", 5, {}}};
    const auto cells = asked_cells(older, stored->results);
    BOOST_REQUIRE(cells.size() == 2U);
    BOOST_TEST(cells[0].entries.value() == 5U);
    BOOST_TEST(!cells[1].entries.has_value());
}

BOOST_AUTO_TEST_CASE(a_folder_without_a_manifest_and_one_with_a_damaged_are_told_apart) {
    const prepared_folder folder;
    BOOST_TEST((read_manifest(folder.output_dir()).error().code == errc::no_such_input));
    for (const char* text : {"", "{", "[]", "{}", "7", R"({"dataset": 7})",
                             R"({"dataset":{"path":"p","sha256":"s"},"judges":[{"name":1}]})"}) {
        std::ofstream(folder.output_dir() / "checkpoint/manifest.json") << text;
        const auto read = read_manifest(folder.output_dir());
        BOOST_REQUIRE(read.has_error());
        BOOST_TEST((read.error().code == errc::bad_journal), text);
    }
}

BOOST_AUTO_TEST_CASE(a_live_run_is_seen_until_it_is_over) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    {
        live_file live(checkpoint);
        live.show(snapshot(0, 1));
        BOOST_REQUIRE(read_live_run(checkpoint).has_value());
        BOOST_TEST(read_live_run(checkpoint)->pid == ::getpid());
        live.show(snapshot(0.4, 2)); // at most twice a second
        BOOST_TEST(read_live_run(checkpoint)->progress.done == 1U);
        live.show(snapshot(0.5, 3));
        BOOST_TEST(read_live_run(checkpoint)->progress.done == 3U);
    }
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    BOOST_TEST(fs::is_empty(checkpoint));
}

// On a disk without room the file cannot be replaced.
BOOST_AUTO_TEST_CASE(a_live_run_that_has_long_been_silent_tells_no_rate_of_now) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint);
    auto shown = snapshot(10, 1);
    shown.requests_per_s = 261;
    shown.eta_s = 9;
    shown.limited_by = "concurrency";
    shown.lanes.push_back({.name = "a", .limited_by = "concurrency", .advice = "more threads"});
    live.show(shown);
    auto read = read_live_run(checkpoint);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->progress.age_s == 0.0);
    BOOST_TEST(read->progress.requests_per_s == 261.0);
    fs::last_write_time(checkpoint / "live.json",
                        fs::file_time_type::clock::now() - std::chrono::seconds(40));
    read = read_live_run(checkpoint);
    BOOST_REQUIRE(read.has_value());
    const auto& p = read->progress;
    BOOST_TEST(p.age_s >= 40.0);
    BOOST_TEST(p.age_s < 60.0);
    BOOST_TEST(p.requests_per_s == 0.0);
    BOOST_TEST(!p.eta_s.has_value());
    BOOST_TEST(p.limited_by.empty());
    BOOST_TEST(p.lanes.at(0).advice.empty());
    BOOST_TEST(runner::progress_line(p).find("as of 4") != std::string::npos);
    BOOST_TEST(runner::progress_line(p).find("/s") == std::string::npos);
    const auto block = runner::progress_block(p, {}, 100, 10);
    BOOST_TEST(block.back().find("as of 4") != std::string::npos);
    BOOST_TEST(block.back().find("/s") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_live_run_of_a_private_folder_is_private) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint, journal::file_access::owner_only);
    live.show(snapshot(0, 1));
    BOOST_TEST((fs::status(checkpoint / "live.json").permissions() ==
                (fs::perms::owner_read | fs::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(what_a_dead_process_left_or_a_stranger_wrote_is_not_believed) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint);
    live.show(snapshot(0, 1));
    std::string text = content(checkpoint / "live.json");
    const pid_t dead = ::fork();
    if (dead == 0)
        ::_exit(0);
    BOOST_REQUIRE(dead > 0);
    int status = 0;
    BOOST_REQUIRE(::waitpid(dead, &status, 0) == dead);
    const std::string mine = std::to_string(::getpid());
    text.replace(text.find(mine), mine.size(), std::to_string(dead));
    std::ofstream(checkpoint / "live.json") << text;
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    // A later process with the number of the one that wrote it.
    text.replace(text.find(std::to_string(dead)), std::to_string(dead).size(), mine);
    text.insert(text.find("\"process_start\":") + 16, "1");
    std::ofstream(checkpoint / "live.json") << text;
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    // An older version does not say when it began.
    const auto began = text.find("\"process_start\":");
    text.erase(began, text.find(',', began) + 1 - began);
    std::ofstream(checkpoint / "live.json") << text;
    BOOST_TEST(read_live_run(checkpoint).has_value());
    for (const std::string& strange :
         {std::string(""), std::string("{"), std::string("[]"), std::string(R"({"pid":-1})"),
          R"({"pid":)" + mine + R"(,"progress":7})"}) {
        std::ofstream(checkpoint / "live.json") << strange;
        BOOST_TEST(!read_live_run(checkpoint).has_value(), strange);
    }
    // Numbers that no run writes are passed over.
    std::ofstream(checkpoint / "live.json")
        << R"({"pid":)" + mine + R"(,"host":"","progress":{"done":-1,"planned":1.5}})";
    BOOST_CHECK_NO_THROW(read_live_run(checkpoint));
}

BOOST_AUTO_TEST_CASE(results_and_failures_are_published_from_the_journal_alike_each_time) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    write_journal(folder, *inputs);
    publication what;
    what.output_dir = folder.output_dir();
    what.dataset = inputs->data.entries;
    what.judges = {{"one", 1}, {"two", 1}};
    const std::vector<cell_name> cells{{"one", "cpc_bond"}, {"two", "cpc_bond"}, {"gone", "x"}};
    const auto done = publish(what, cells);
    BOOST_REQUIRE(done.has_value());
    BOOST_REQUIRE(done->files.size() == 1U); // the others have no result
    BOOST_TEST(done->files[0].path.filename() == "one_cpc_bond.json");
    BOOST_TEST(done->files[0].entries == 1U);
    BOOST_TEST(done->failures == 1U);
    const std::string file = content(done->files[0].path);
    BOOST_TEST(file.find("\"e1\"") != std::string::npos);
    BOOST_TEST(file.find("\"e2\"") == std::string::npos);
    BOOST_TEST(file.find("4.5") != std::string::npos);
    const std::string failures = content(folder.output_dir() / "failures.jsonl");
    BOOST_TEST(failures.find("\"e2\"") != std::string::npos);
    BOOST_TEST(failures.find("it would not") != std::string::npos);
    BOOST_REQUIRE(publish(what, cells).has_value());
    BOOST_TEST(content(done->files[0].path) == file);
    BOOST_TEST(content(folder.output_dir() / "failures.jsonl") == failures);
}

BOOST_AUTO_TEST_CASE(scores_that_are_counted_and_not_published_are_missed) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    write_journal(folder, *inputs);
    publication what;
    what.output_dir = folder.output_dir();
    what.dataset = inputs->data.entries;
    what.judges = {{"one", 1}, {"two", 1}};
    const std::vector<cell_name> cells{{"one", "cpc_bond"}, {"two", "cpc_bond"}};
    auto done = publish(what, cells);
    BOOST_REQUIRE(done.has_value());
    BOOST_TEST(done->files[0].scores == 1U);
    results::run_summary counted;
    counted.plan("one", "cpc_bond", true);
    BOOST_TEST(find_missing_scores(counted, *done).scores == 0U);
    BOOST_TEST(!find_missing_scores(counted, *done).why.has_value());
    counted.plan("one", "cpc_bond", true);
    counted.plan("two", "cpc_bond", true);
    auto missing = find_missing_scores(counted, *done);
    BOOST_TEST(missing.scores == 2U);
    BOOST_REQUIRE(missing.why.has_value());
    BOOST_TEST((missing.why->code == errc::io));
    BOOST_TEST(missing.why->message ==
               "results are missing: one, cpc_bond has 2 scores, and 1 of them are in " +
                   done->files[0].path.string() +
                   "; two, cpc_bond has 1 score, and the journal as it is now has none of them. "
                   "Was the folder or its journal changed while the run went on?");
    fs::remove(done->files[0].path);
    missing = find_missing_scores(counted, *done);
    BOOST_TEST(missing.scores == 3U);
    BOOST_TEST(missing.why->message.find("is not there as it was written") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(result_files_of_which_the_journal_knows_nothing_are_unbacked) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    write_journal(folder, *inputs);
    const std::vector<cell_name> cells{{"one", "cpc_bond"}, {"two", "cpc_bond"}};
    for (const char* name : {"one_cpc_bond.json", "two_cpc_bond.json", "three_cpc_bond.json"})
        std::ofstream(folder.output_dir() / name) << "[]";
    const auto contents = journal::read_contents(folder.output_dir() / "checkpoint");
    BOOST_REQUIRE(contents.has_value());
    const auto unbacked = find_unbacked_files(folder.output_dir(), cells, *contents);
    BOOST_REQUIRE(unbacked.size() == 1U);
    BOOST_TEST(unbacked[0].path == folder.output_dir() / "two_cpc_bond.json");
    BOOST_TEST(unbacked[0].cell.judge == "two");
    BOOST_TEST(!unbacked[0].of_damaged_records);
}

BOOST_AUTO_TEST_CASE(
    an_unbacked_file_is_of_damaged_records_where_damage_is_and_its_cell_was_planned) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    write_journal(folder, *inputs);
    auto contents = journal::read_contents(folder.output_dir() / "checkpoint");
    BOOST_REQUIRE(contents.has_value());
    const auto planned = make_plan(*inputs, folder.options, contents->results);
    BOOST_REQUIRE(write_manifest(folder.output_dir() / "checkpoint", *inputs, planned, {},
                                 "preceptron run", {})
                      .has_value());
    const std::vector<cell_name> cells{{"two", "cpc_bond"}, {"never-asked", "cpc_bond"}};
    for (const char* name : {"two_cpc_bond.json", "never-asked_cpc_bond.json"})
        std::ofstream(folder.output_dir() / name) << "[]";
    const auto of_damaged_records = [&] {
        std::vector<bool> of_each;
        for (const auto& file : find_unbacked_files(folder.output_dir(), cells, *contents))
            of_each.push_back(file.of_damaged_records);
        return of_each;
    };
    BOOST_TEST((of_damaged_records() == std::vector{false, false}));
    contents->segments[0].scan.damaged = {{100, 50, "no frame"}};
    BOOST_TEST((of_damaged_records() == std::vector{true, false}));
}

BOOST_AUTO_TEST_CASE(a_budget_needs_the_price_of_every_judge) {
    const prepared_folder folder("budget_usd: 5\n");
    const auto loaded = load_inputs(
        folder.options, [](std::string_view) { return std::nullopt; },
        "as_of: 2026-01-01\nmodels: []\n");
    BOOST_TEST(loaded.value == nullptr);
    BOOST_TEST_REQUIRE(!loaded.problems.empty());
    BOOST_TEST(loaded.problems[0].message.starts_with("budget_usd needs the price of"));
    BOOST_TEST(loaded.problems[0].where.line > 0);
}

BOOST_AUTO_TEST_SUITE_END()
