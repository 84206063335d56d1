// A damaged journal, repaired: whole records are kept, the rest is set aside, what is lost is
// noted.
#include "journal/recovery.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstddef>
#include <string>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(repairing)

BOOST_AUTO_TEST_CASE(repair_keeps_whole_records_and_sets_the_rest_aside) {
    temporary_folder folder;
    auto lines = sample_lines(5);
    const std::string sound = lines[0] + lines[1] + lines[3] + lines[5];
    const std::string useless = framed(R"({"type":"result"})");
    lines[2][30] ^= 1;
    const std::string fragment = lines[4].substr(0, 60);
    lines[4] = useless + fragment;
    const auto path = folder.path() / "journal.jsonl";
    write_bytes(path, joined(lines) + "torn");
    BOOST_REQUIRE(::chmod(path.c_str(), 0640) == 0);
    const auto report = repair(folder.path(), noon);
    BOOST_REQUIRE(report.has_value());
    BOOST_TEST(read_bytes(path) == sound + line_of(repaired_record{2, noon}));
    BOOST_TEST(report->set_aside.size() == 2U);
    const auto damaged = files_like(folder.path(), "damaged-");
    const auto torn = files_like(folder.path(), "torn-");
    BOOST_REQUIRE(damaged.size() == 1U);
    BOOST_REQUIRE(torn.size() == 1U);
    BOOST_TEST(read_bytes(damaged[0]) == lines[2] + useless + fragment);
    BOOST_TEST(read_bytes(torn[0]) == "torn");
    BOOST_TEST(report->bytes == lines[2].size() + useless.size() + fragment.size());
    BOOST_TEST(files_like(folder.path(), ".").empty());
    struct stat status {};
    BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0640U);
    const auto contents = read_contents(folder.path());
    BOOST_TEST(contents->damaged() == 0U);
}

BOOST_AUTO_TEST_CASE(what_repair_sets_aside_is_as_private_as_the_journal) {
    for (const mode_t mode : {0600, 0644}) {
        temporary_folder folder;
        auto lines = sample_lines(2);
        lines[1][30] ^= 1;
        const auto path = folder.path() / "journal.jsonl";
        write_bytes(path, joined(lines) + "torn");
        BOOST_REQUIRE(::chmod(path.c_str(), mode) == 0);
        const mode_t before = ::umask(022);
        const auto report = repair(folder.path(), noon);
        ::umask(before);
        BOOST_REQUIRE(report.has_value());
        BOOST_TEST(report->set_aside.size() == 2U);
        for (const auto& aside : report->set_aside) {
            struct stat status {};
            BOOST_REQUIRE(::stat(aside.c_str(), &status) == 0);
            BOOST_TEST((status.st_mode & 0777) == mode);
        }
    }
}

BOOST_AUTO_TEST_CASE(repair_that_finds_no_room_leaves_all_as_it_was) {
    temporary_folder folder;
    auto lines = sample_lines(5);
    lines[2][30] ^= 1;
    const auto path = folder.path() / "journal.jsonl";
    write_bytes(path, joined(lines));
    struct rlimit old {};
    BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
    const auto old_action = ::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { lines[2].size() + 10, old.rlim_max };
    BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto report = repair(folder.path(), noon);
    ::setrlimit(RLIMIT_FSIZE, &old);
    ::signal(SIGXFSZ, old_action);
    BOOST_TEST(report.has_error());
    BOOST_TEST(read_bytes(path) == joined(lines));
    BOOST_TEST(files_like(folder.path(), "damaged-").empty());
    BOOST_TEST(files_like(folder.path(), ".").empty());
}

// The newline between them is what was damaged.
BOOST_AUTO_TEST_CASE(repair_keeps_a_whole_record_that_adjoins_a_useless_one) {
    temporary_folder folder;
    const auto path = folder.path() / "journal.jsonl";
    std::string useless = framed(R"({"type":"result"})");
    useless.pop_back();
    const std::string head = line_of(sample_head());
    const std::string sound = line_of(sample_result(1));
    write_bytes(path, head + useless + sound);
    const auto report = repair(folder.path(), noon);
    BOOST_REQUIRE(report.has_value());
    BOOST_TEST(read_bytes(path) == head + sound);
    BOOST_REQUIRE(report->set_aside.size() == 1U);
    BOOST_TEST(read_bytes(report->set_aside[0]) == useless);
    BOOST_TEST(report->bytes == useless.size());
}

// Too few to be refused: they are missed for ever otherwise.
BOOST_AUTO_TEST_CASE(repair_gives_up_few_missing_results_as_well) {
    temporary_folder folder;
    auto lines = sample_lines(206);
    for (int i = 20; i < 25; ++i)
        lines[static_cast<std::size_t>(i)][30] ^= 1;
    write_bytes(folder.path() / "journal.jsonl", joined(lines));
    const auto report = repair(folder.path(), noon);
    BOOST_REQUIRE(report.has_value());
    BOOST_TEST(report->missing == 5U);
    const auto after = read_contents(folder.path());
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST(after->missing() == 0U);
    BOOST_TEST(after->given_up_results == 5U);
}

// A crash left the last segment without a whole line, and others have been removed.
BOOST_AUTO_TEST_CASE(repair_notes_what_it_gives_up_behind_a_head) {
    for (const std::string& torn :
         {std::string(), std::string("{\"c\":\"0"), std::string(2, '\0')}) {
        temporary_folder folder;
        auto lines = sample_lines(5);
        lines.erase(lines.begin() + 2, lines.begin() + 4);
        write_bytes(folder.path() / segment_name(1), joined(lines));
        write_bytes(folder.path() / segment_name(2), torn);
        const auto report = repair(folder.path(), noon);
        BOOST_REQUIRE(report.has_value());
        BOOST_TEST(report->missing == 2U);
        const auto after = read_contents(folder.path());
        BOOST_REQUIRE(after.has_value());
        BOOST_TEST(after->damaged() == 0U);
        BOOST_TEST(after->missing() == 0U);
        BOOST_REQUIRE(after->segments[1].head.has_value());
        BOOST_TEST(after->segments[1].head->segment == 2);
        BOOST_TEST(read_bytes(folder.path() / segment_name(1)) == joined(lines));
    }
}

BOOST_AUTO_TEST_CASE(repair_of_a_sound_journal_changes_nothing) {
    temporary_folder folder;
    const auto path = folder.path() / "journal.jsonl";
    write_bytes(path, joined(sample_lines(2)));
    const auto report = repair(folder.path(), noon);
    BOOST_REQUIRE(report.has_value());
    BOOST_TEST(report->set_aside.empty());
    BOOST_TEST(read_bytes(path) == joined(sample_lines(2)));
}

BOOST_AUTO_TEST_CASE(a_damaged_head_is_replaced_and_the_journal_opens_again) {
    temporary_folder folder;
    auto lines = sample_lines(2);
    lines[0][40] ^= 1;
    write_bytes(folder.path() / "journal.jsonl", joined(lines));
    BOOST_REQUIRE(repair(folder.path(), noon).has_value());
    const auto opened = open_journal(folder.path(), sample_head(), noon);
    BOOST_REQUIRE(opened.has_value());
    BOOST_TEST(opened->contents.damaged() == 0U);
    BOOST_TEST(opened->contents.records() == 3U);
    BOOST_REQUIRE(opened->contents.head());
    BOOST_TEST(opened->contents.head()->run_id == "repaired");
}

BOOST_AUTO_TEST_CASE(repair_refuses_what_is_no_journal) {
    temporary_folder folder;
    const auto path = folder.path() / "journal.jsonl";
    write_bytes(path, "some text\nof another program\n");
    const auto report = repair(folder.path(), noon);
    BOOST_REQUIRE(report.has_error());
    BOOST_TEST((report.error().code == errc::bad_journal));
    BOOST_TEST(read_bytes(path) == "some text\nof another program\n");
}

BOOST_AUTO_TEST_SUITE_END()
