// A journal whose last write was cut short: its fragment is set aside, and appending works.
#include "journal/output_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(torn_tails)

BOOST_AUTO_TEST_CASE(cut_at_every_byte_the_fragment_is_set_aside_and_appending_works) {
    const auto lines = sample_lines(2);
    const std::string text = joined(lines);
    for (std::size_t n = 1; n <= text.size(); ++n) {
        const output_folder f(text.substr(0, n));
        std::size_t whole = 0, end = 0;
        while (whole < lines.size() && end + lines[whole].size() <= n)
            end += lines[whole++].size();
        auto j = f.open();
        BOOST_REQUIRE(j.has_value());
        const auto aside = f.set_aside("torn-");
        BOOST_REQUIRE(aside.size() == (end < n ? 1U : 0U));
        if (end < n) {
            BOOST_REQUIRE(read_bytes(aside[0]) == text.substr(end, n - end));
            BOOST_REQUIRE(j->notes.size() == 1U);
        }
        for (int i = 1; i <= 2; ++i)
            BOOST_REQUIRE(has_result(*j, i) == (whole > static_cast<std::size_t>(i)));
        BOOST_REQUIRE(j->out->append(sample_result(9)).has_value());
        j->out.reset();

        const auto contents = read_contents(f.checkpoint);
        BOOST_REQUIRE(contents.has_value());
        BOOST_REQUIRE(contents->damaged() == 0U);
        BOOST_REQUIRE(!contents->segments[0].scan.has_torn_tail());
        BOOST_REQUIRE(contents->records() == std::max<std::size_t>(whole, 1) + 1);
        BOOST_REQUIRE(contents->results.standing(name_of(sample_trial(9))));
    }
}

BOOST_AUTO_TEST_CASE(a_tail_of_zeros_is_set_aside) {
    const std::string text = joined(sample_lines(1));
    const output_folder f(text + std::string(4096, '\0'));
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_REQUIRE(f.set_aside("torn-").size() == 1U);
    BOOST_TEST(read_bytes(f.segment(1)) == text);
    BOOST_TEST(j->notes.at(0).find("4,096 bytes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_torn_tails_at_the_same_moment_have_files_of_their_own) {
    const output_folder f(joined(sample_lines(1)) + "x");
    BOOST_TEST(f.open().has_value());
    std::ofstream(f.segment(1), std::ios::app) << "y";
    BOOST_TEST(f.open().has_value());
    BOOST_TEST(f.set_aside("torn-20261123T120000.000Z").size() == 2U);
    BOOST_TEST(f.set_aside("torn-20261123T120000.000Z-2").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
