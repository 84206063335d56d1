// A repaired journal of which one segment repeats the last records of another: each counts once.
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

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

BOOST_AUTO_TEST_SUITE(repairing_repeated_records)

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

// Whichever line of the copies is damaged, or the head that says that they are copies.
BOOST_AUTO_TEST_CASE(repair_of_a_segment_that_repeats_counts_nothing_twice) {
    const repeated_trials trials;
    trials.repair_counts_the_same();
}

BOOST_AUTO_TEST_SUITE_END()
