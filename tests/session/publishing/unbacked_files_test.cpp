// Result files that the journal knows nothing of.
#include "journal/contents.hpp"
#include "session/folder/write_manifest.hpp"
#include "session/planning/make_plan.hpp"
#include "session/planning/prepared_folder.hpp"
#include "session/publishing/unbacked_files.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <regex>
#include <set>

namespace fs = std::filesystem;
using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;

BOOST_AUTO_TEST_SUITE(unbacked)

BOOST_AUTO_TEST_CASE(result_files_of_which_the_journal_knows_nothing_are_unbacked) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    settle_two(folder, *inputs);
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
    settle_two(folder, *inputs);
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

BOOST_AUTO_TEST_CASE(copies_have_a_new_folder_each_time_named_as_all_that_is_set_aside) {
    const prepared_folder folder;
    fs::create_directories(folder.output_dir());
    const std::vector<unbacked_file> files{
        {{"one", "cpc_bond"}, folder.output_dir() / "one_cpc_bond.json"}};
    std::ofstream(files[0].path) << "[1]";
    std::set<fs::path> folders;
    constexpr std::size_t times = 4; // of which some are within a millisecond
    for (std::size_t i = 0; i < times; ++i) {
        const auto aside = copy_aside(files, folder.output_dir(), "replaced", {});
        BOOST_REQUIRE(aside.has_value());
        BOOST_TEST(fs::file_size(*aside / "one_cpc_bond.json") == 3U);
        const std::string name = aside->filename().string();
        const std::regex form("replaced-[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z(-[0-9]+)?");
        BOOST_TEST(std::regex_match(name, form), name);
        folders.insert(*aside);
    }
    BOOST_TEST(folders.size() == times);
}

BOOST_AUTO_TEST_SUITE_END()
