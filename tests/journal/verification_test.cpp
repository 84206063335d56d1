#include "core/grouped.hpp"
#include "journal/frame.hpp"
#include "journal/recovery.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(verifying)

namespace {

std::string framed(std::string_view body) {
    std::string line;
    open_frame(line);
    line += body;
    close_frame(line);
    return line;
}

std::vector<std::filesystem::path> files_like(const std::filesystem::path& folder,
                                              std::string_view prefix) {
    std::vector<std::filesystem::path> found;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        if (file.path().filename().string().starts_with(prefix))
            found.push_back(file.path());
    return found;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_description_has_counts_damage_and_the_torn_tail) {
    temporary_folder folder;
    auto lines = sample_lines(3);
    lines[2][30] ^= 1;
    const auto path = folder.path() / "journal.jsonl";
    write_bytes(path, joined(lines) + framed(R"({"type":"moon"})") + "torn");
    const auto contents = read_contents(folder.path());
    BOOST_REQUIRE(contents.has_value());
    const std::string p = path.string();
    const auto size = std::filesystem::file_size(path);
    BOOST_TEST(describe(*contents) ==
               p + ": 4 records, " + grouped(size) +
                   " bytes, head 1, moon 1, result 2\n  damaged: byte " +
                   std::to_string(lines[0].size() + lines[1].size()) + ", " +
                   std::to_string(lines[2].size()) +
                   " bytes: wrong checksum\n  note: the last write was cut short: byte " +
                   std::to_string(size - 4) + ", 4 bytes; the next run sets it aside\n");
}

BOOST_AUTO_TEST_CASE(a_record_that_lacks_its_fields_is_damage) {
    temporary_folder folder;
    write_bytes(folder.path() / "journal.jsonl",
                line_of(sample_head()) + framed(R"({"type":"result","score":3})") +
                    framed(R"({"no":"type"})") + line_of(sample_result(1)));
    const auto contents = read_contents(folder.path());
    BOOST_REQUIRE(contents.has_value());
    BOOST_TEST(contents->damaged() == 2U);
    BOOST_TEST(contents->records() == 2U);
}

// Found by the scan, and by who looks into the records: a list in order, of which no two adjoin.
BOOST_AUTO_TEST_CASE(damage_of_either_kind_side_by_side_is_one_place) {
    temporary_folder folder;
    const std::string head = line_of(sample_head()), useless = framed(R"({"type":"result"})"),
                      whole = line_of(sample_result(1));
    write_bytes(folder.path() / "journal.jsonl",
                head + useless + "no frame\n" + useless + whole + useless + whole + "no frame\n");
    const auto contents = read_contents(folder.path());
    BOOST_REQUIRE(contents.has_value());
    const auto& places = contents->segments[0].scan.damaged;
    BOOST_REQUIRE(places.size() == 3U);
    BOOST_TEST(places[0].offset == head.size());
    BOOST_TEST(places[0].length == 2 * useless.size() + 9);
    BOOST_TEST(places[0].lines == 3U);
    BOOST_TEST(places[1].offset == head.size() + places[0].length + whole.size());
    BOOST_TEST(places[2].length == 9U);
    BOOST_TEST(contents->damaged() == 5U);
}

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

// A failed sync has left two results in both segments; a flipped bit moves them when it is mended.
BOOST_AUTO_TEST_CASE(repair_counts_what_the_next_segment_repeats_once) {
    temporary_folder folder;
    auto lines = sample_lines(4);
    const std::string repeated = lines[3] + lines[4];
    const auto from = joined(lines).size() - repeated.size();
    head_record second = sample_head();
    second.segment = 2;
    second.repeats_from = from;
    lines[2][30] ^= 1;
    write_bytes(folder.path() / "journal.jsonl", joined(lines));
    write_bytes(folder.path() / "journal.2.jsonl", line_of(second) + repeated);
    const auto before = read_contents(folder.path());
    BOOST_REQUIRE(before.has_value());
    BOOST_REQUIRE(repair(folder.path(), noon).has_value());
    const auto after = read_contents(folder.path());
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST(after->damaged() == 0U);
    BOOST_TEST(before->spent_usd > 0);
    BOOST_TEST(after->spent_usd == before->spent_usd);
    BOOST_TEST(after->results.size() == before->results.size());
    BOOST_TEST(read_bytes(folder.path() / "journal.jsonl") == lines[0] + lines[1]);
    BOOST_TEST(read_bytes(folder.path() / "journal.2.jsonl") ==
               line_of(second) + repeated + line_of(repaired_record{1, noon}));
}

// The copy has been damaged, too: then the first one is the only one.
BOOST_AUTO_TEST_CASE(repair_keeps_what_the_next_segment_repeats_badly) {
    temporary_folder folder;
    auto lines = sample_lines(4);
    head_record second = sample_head();
    second.segment = 2;
    second.repeats_from = joined(lines).size() - lines[4].size();
    std::string copy = lines[4];
    copy[30] ^= 1;
    lines[2][30] ^= 1;
    write_bytes(folder.path() / "journal.jsonl", joined(lines));
    write_bytes(folder.path() / "journal.2.jsonl",
                line_of(second) + copy + line_of(sample_result(9)));
    BOOST_REQUIRE(repair(folder.path(), noon).has_value());
    BOOST_TEST(read_bytes(folder.path() / "journal.jsonl") ==
               lines[0] + lines[1] + lines[3] + lines[4]);
}

namespace {

// Two segments of starts and results, the second of which repeats the last two trials.
struct repeated_trials {
    temporary_folder folder;
    std::string before, repeated, head;
    std::vector<std::string> copies;

    repeated_trials() {
        before = line_of(sample_head());
        for (int n = 1; n <= 4; ++n) {
            const std::string start = line_of(sample_start(n)), result = line_of(sample_result(n));
            (n <= 2 ? before : repeated) += start + result;
            if (n > 2)
                copies.insert(copies.end(), {start, result});
        }
        head_record second = sample_head();
        second.segment = 2;
        second.repeats_from = before.size();
        head = line_of(second);
        write_bytes(segment(1), before + repeated);
        write_bytes(segment(2), head + joined(copies) + line_of(sample_result(5)));
    }
    std::filesystem::path segment(int n) const { return folder.path() / segment_name(n); }

    void repair_counts_the_same() const {
        const auto before_damage = read_contents(folder.path());
        BOOST_REQUIRE(before_damage.has_value());
        for (std::size_t line = 0; line <= copies.size(); ++line) {
            BOOST_TEST_CONTEXT("line " << line) {
                write_bytes(segment(1), before + repeated);
                auto lines = copies;
                lines.insert(lines.begin(), head);
                lines[line][30] ^= 1;
                write_bytes(segment(2), joined(lines) + line_of(sample_result(5)));
                BOOST_REQUIRE(repair(folder.path(), noon).has_value());
                const auto after = read_contents(folder.path());
                BOOST_REQUIRE(after.has_value());
                BOOST_TEST(after->damaged() == 0U);
                BOOST_TEST(after->missing() == 0U);
                BOOST_TEST(after->spent_usd == before_damage->spent_usd);
                BOOST_TEST(after->billing.total().calls == before_damage->billing.total().calls);
                BOOST_TEST(after->results.size() == before_damage->results.size());
                BOOST_TEST(after->numbered_results == 5U);
            }
        }
    }
};

} // namespace

// Whichever line of the copies is damaged, or the head that says that they are copies.
BOOST_AUTO_TEST_CASE(repair_of_a_segment_that_repeats_counts_nothing_twice) {
    const repeated_trials trials;
    trials.repair_counts_the_same();
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
