// A journal with damaged or missing records: borne while they are few, refused when they are many.
#include "journal/output_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(damaged_journals)

BOOST_AUTO_TEST_CASE(a_flipped_bit_costs_one_record_and_never_the_journal) {
    const std::string text = joined(sample_lines(2));
    for (std::size_t bit = 0; bit < 8 * text.size(); bit += 5) {
        std::string bad = text;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        const output_folder f(bad);
        const auto contents = read_contents(f.checkpoint);
        BOOST_REQUIRE(contents.has_value());
        BOOST_REQUIRE(contents->damaged() == 1 || contents->segments[0].scan.has_torn_tail());
        BOOST_REQUIRE(contents->records() >= 2U);
    }
}

BOOST_AUTO_TEST_CASE(damage_inside_is_counted_and_nothing_is_removed) {
    auto lines = sample_lines(5);
    lines[2][30] ^= 1;
    const output_folder f(joined(lines));
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_TEST(j->contents.damaged() == 1U);
    BOOST_TEST(!has_result(*j, 2));
    BOOST_TEST(has_result(*j, 3));
    BOOST_REQUIRE(j->notes.size() == 1U);
    BOOST_TEST(j->notes[0].find("byte " + std::to_string(lines[0].size() + lines[1].size())) !=
               std::string::npos);
    BOOST_TEST(read_bytes(f.segment(1)) == joined(lines));
}

BOOST_AUTO_TEST_CASE(a_journal_damaged_in_many_places_is_refused) {
    auto lines = sample_lines(40);
    for (std::size_t i = 1; i <= 22; i += 2)
        lines[i][40] ^= 1;
    const output_folder f(joined(lines));
    const auto refused = f.open();
    BOOST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().code == errc::bad_journal));
    BOOST_TEST(refused.error().message.find("11 of 41") != std::string::npos);
    lines[1] = line_of(sample_result(1)); // ten are borne
    const output_folder ten(joined(lines));
    BOOST_TEST(ten.open().has_value());
}

BOOST_AUTO_TEST_CASE(one_damaged_record_in_a_hundred_is_borne) {
    auto lines = sample_lines(1099);
    for (std::size_t i = 1; i <= 22; i += 2)
        lines[i][40] ^= 1;
    BOOST_TEST(output_folder(joined(lines)).open().has_value());
    lines.pop_back();
    BOOST_TEST(output_folder(joined(lines)).open().has_error());
}

BOOST_AUTO_TEST_CASE(lines_that_adjoin_count_each) {
    auto lines = sample_lines(40);
    for (std::size_t i = 1; i <= 11; ++i)
        lines[i][40] ^= 1;
    const auto refused = output_folder(joined(lines)).open();
    BOOST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().message.find("11 of 41") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(results_whose_numbers_are_nowhere_count_as_lost) {
    auto lines = sample_lines(40);
    lines.erase(lines.begin() + 5, lines.begin() + 16);
    const output_folder f(joined(lines));
    const auto refused = f.open();
    BOOST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().code == errc::bad_journal));
    BOOST_TEST(refused.error().message.find("11 of 41 journal records are missing") !=
                   std::string::npos,
               refused.error().message);
    BOOST_REQUIRE(repair(f.checkpoint, noon).has_value());
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_TEST(j->contents.missing() == 0U);
}

BOOST_AUTO_TEST_CASE(a_journal_without_its_head_is_ours_and_gets_another) {
    auto lines = sample_lines(3);
    lines.erase(lines.begin());
    const output_folder f(joined(lines));
    BOOST_REQUIRE(f.open().has_value());
    BOOST_REQUIRE(repair(f.checkpoint, noon).has_value());
    BOOST_TEST(f.set_aside("damaged-").empty());
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_TEST(j->contents.damaged() == 0U);
    BOOST_TEST(j->contents.numbered_results == 3U);
    BOOST_REQUIRE(j->contents.head());
    BOOST_TEST(j->contents.head()->run_id == "repaired");
}

BOOST_AUTO_TEST_SUITE_END()
