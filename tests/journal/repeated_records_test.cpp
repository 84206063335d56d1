// What a segment repeats of the one before, whatever is left of that.
#include "journal/contents.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(repeated_records)

namespace {

// A head and four results, the last two of which the second segment repeats before a fifth.
struct two_segments {
    temporary_folder folder;
    std::vector<std::string> lines = sample_lines(4);
    std::string first = joined(lines);
    std::size_t durable = first.size() - lines[3].size() - lines[4].size();

    two_segments() {
        head_record head = sample_head();
        head.segment = 2;
        head.repeats_from = durable;
        write_bytes(folder.path() / segment_name(2),
                    line_of(head) + first.substr(durable) + line_of(sample_result(5)));
    }

    void all_count_once(std::string_view left_of_first) const {
        write_bytes(folder.path() / segment_name(1), left_of_first);
        const auto contents = read_contents(folder.path());
        BOOST_REQUIRE(contents.has_value());
        BOOST_TEST(contents->results.size() == 5U);
        BOOST_TEST(contents->numbered_results == 5U);
        BOOST_TEST(contents->missing() == 0U);
        BOOST_TEST(contents->spent_usd == 5 * 0.125);
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(all_count_once_wherever_the_first_segment_was_cut) {
    const two_segments journal;
    for (std::size_t n = journal.durable; n <= journal.first.size(); ++n)
        for (const std::size_t zeros : {0, 50, 1000}) {
            BOOST_TEST_CONTEXT("cut at " << n << ", " << zeros << " zeros behind") {
                journal.all_count_once(journal.first.substr(0, n) + std::string(zeros, '\0'));
            }
        }
}

BOOST_AUTO_TEST_CASE(all_count_once_whichever_bit_of_the_first_was_flipped) {
    const two_segments journal;
    for (std::size_t bit = 8 * journal.durable; bit < 8 * journal.first.size(); ++bit) {
        std::string bad = journal.first;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
        BOOST_TEST_CONTEXT("bit " << bit) {
            journal.all_count_once(bad);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
