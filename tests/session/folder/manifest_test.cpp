// What checkpoint/manifest.json says of a folder's runs.
#include "journal/contents.hpp"
#include "journal/temporary_folder.hpp"
#include "session/folder/asked_cells.hpp"
#include "session/folder/folder_status.hpp"
#include "session/folder/manifest.hpp"
#include "session/folder/write_manifest.hpp"
#include "session/planning/beside_plan.hpp"
#include "session/planning/prepared_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(manifest_file)

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
    const std::string before = test::read_bytes(checkpoint / "manifest.json");
    BOOST_REQUIRE(write_manifest(checkpoint, *inputs, planned, {}, "preceptron run",
                                 results::file_access::by_umask)
                      .has_value());
    BOOST_TEST(test::read_bytes(checkpoint / "manifest.json") == before);
}

BOOST_AUTO_TEST_CASE(a_manifest_tells_what_all_runs_of_the_folder_were_to_ask) {
    prepared_folder folder;
    const auto whole = folder.inputs();
    settle_two(folder, *whole);
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

BOOST_AUTO_TEST_CASE(in_which_ways_answers_were_asked_for_an_older_version_does_not_say) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    settle_two(folder, *inputs);
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    const auto stored = journal::read_contents(checkpoint);
    BOOST_REQUIRE(stored.has_value());
    const auto planned = make_plan(*inputs, folder.options, {});
    BOOST_REQUIRE(
        write_manifest(checkpoint, *inputs, planned, {}, "", results::file_access::by_umask)
            .has_value());
    const auto notes = [&](const std::vector<question_settings>& used, bool same_dataset) {
        return mixed_settings(used, read_manifest(folder.output_dir())->judges,
                              inputs->data.entries, same_dataset, stored->results);
    };
    std::string text = test::read_bytes(checkpoint / "manifest.json");
    const auto questions = text.find("\"questions\": [");
    const auto end = text.find("\"prices_as_of\"");
    BOOST_REQUIRE(questions < end);
    BOOST_REQUIRE(end < text.size());
    text.replace(
        questions, end - questions,
        R"("questions": [{"judge": "one", "task": "cpc_bond", "settings": ["a", "b"]}], )");
    std::ofstream(checkpoint / "manifest.json") << text;
    const auto older = read_manifest(folder.output_dir());
    BOOST_REQUIRE(older.has_value());
    BOOST_REQUIRE(older->questions.size() == 1U);
    const std::vector<std::string> unclear{
        "the answers of 'one' about cpc_bond that count may have been asked for in up to 2 ways "
        "(prompt, model or sampling)"};
    BOOST_TEST(notes(older->questions, true) == unclear, boost::test_tools::per_element());
    // A run sees that what counts is as it would ask.
    const auto now =
        settings_with(older->questions, true, *inputs,
                      make_plan(*inputs, folder.options, stored->results), stored->results);
    BOOST_TEST(now.at(0).otherwise.empty());
    BOOST_TEST(notes(now, true).empty());
    // Counted among other entries, the numbers say nothing.
    question_settings counted = now.at(0);
    counted.otherwise = {"a"};
    counted.others = 1;
    BOOST_TEST(notes({counted}, true).empty());
    BOOST_TEST(notes({counted}, false) == unclear, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_other_runs_settled_is_told_apart_from_the_last_plan) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    settle_two(folder, *inputs);
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

BOOST_AUTO_TEST_SUITE_END()
