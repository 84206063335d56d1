// What `verify` says of a journal: counts, damage, a torn tail.
#include "core/grouped.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(verifying)

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

BOOST_AUTO_TEST_SUITE_END()
