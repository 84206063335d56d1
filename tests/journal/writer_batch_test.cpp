// Several records in one write, or in one segment.
#include "journal/journal_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <vector>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(writing_several_records)

namespace {

std::vector<call_record> three_records() {
    return {sample_result(7), sample_start(1), sample_result(8)};
}

} // namespace

BOOST_AUTO_TEST_CASE(several_records_are_one_write_and_numbered_as_if_each_were_alone) {
    int writes = 0;
    system_calls calls;
    calls.write = [&](int file, const void* bytes, std::size_t n) {
        ++writes;
        return ::write(file, bytes, n);
    };
    journal_folder j(std::move(calls));
    auto records = three_records();
    BOOST_TEST(j.out->append(sample_result(6)).has_value());
    BOOST_TEST(j.out->append(records).has_value());
    BOOST_TEST(j.out->append(sample_result(9)).has_value());
    BOOST_TEST(writes == 3);
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(6), 1) +
                               with_seq(sample_result(7), 2) + line_of(sample_start(1)) +
                               with_seq(sample_result(8), 3) + with_seq(sample_result(9), 4));
    BOOST_TEST(j.out->counters().saved_records == 5U);
}

BOOST_AUTO_TEST_CASE(of_several_records_none_is_left_behind_by_a_write_that_fails) {
    int left = 2; // the write that is cut short, and the one that would go on
    system_calls calls;
    calls.write = [&](int file, const void* bytes, std::size_t n) -> ssize_t {
        if (left == 0)
            return ::write(file, bytes, n);
        return --left == 1 ? ::write(file, bytes, n / 2) : fails_with(ENOSPC);
    };
    journal_folder j(std::move(calls));
    auto records = three_records();
    BOOST_TEST(j.out->append(records).has_error());
    BOOST_TEST(j.text() == line_of(sample_head()));
    BOOST_TEST(j.out->counters().saved_records == 0U);
    BOOST_TEST(j.out->append(records).has_value());
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(7), 1) +
                               line_of(sample_start(1)) + with_seq(sample_result(8), 2));
}

BOOST_AUTO_TEST_CASE(as_a_segment_they_are_durable_and_what_follows_goes_behind_them) {
    journal_folder j;
    auto records = three_records();
    BOOST_TEST(j.out->append(sample_result(6)).has_value());
    BOOST_TEST(j.out->append_segment(records).has_value());
    BOOST_TEST(j.out->counters().durable_records == 4U);
    BOOST_TEST(j.out->append(sample_result(9)).has_value());
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(6), 1));
    const std::string second = j.text(2);
    const std::string lines = with_seq(sample_result(7), 2) + line_of(sample_start(1)) +
                              with_seq(sample_result(8), 3) + with_seq(sample_result(9), 4);
    BOOST_TEST(second.find("\"segment\":2,\"version\"") != std::string::npos); // repeats nothing
    BOOST_TEST(second.substr(second.find('\n') + 1) == lines);
}

BOOST_AUTO_TEST_CASE(a_segment_that_cannot_be_written_or_synced_is_not_there) {
    int writes = 0, syncs = 0;
    system_calls calls;
    calls.write = [&](int file, const void* bytes, std::size_t n) -> ssize_t {
        ++writes;
        if (writes == 1)
            return ::write(file, bytes, n / 2);
        return writes == 2 ? fails_with(ENOSPC) : ::write(file, bytes, n);
    };
    calls.sync = [&](int file) {
        return ++syncs == 1 ? static_cast<int>(fails_with(EIO)) : ::fdatasync(file);
    };
    journal_folder j(std::move(calls));
    auto records = three_records();
    BOOST_TEST(j.out->append_segment(records).has_error());
    BOOST_TEST(j.out->append_segment(records).has_error());
    BOOST_TEST(syncs == 1);
    BOOST_TEST(list_segments(j.folder.path())->size() == 1U);
    BOOST_TEST(j.out->append(sample_result(6)).has_value()); // goes on where it was
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(6), 1));
    BOOST_TEST(j.out->append_segment(records).has_value());
    BOOST_TEST(j.out->counters().saved_records == 4U);
}

BOOST_AUTO_TEST_CASE(a_score_that_cannot_be_stored_leaves_all_of_them_out) {
    journal_folder j;
    auto records = three_records();
    std::get<result_record>(records.back()).score = std::numeric_limits<double>::infinity();
    BOOST_TEST(j.out->append(records).has_error());
    BOOST_TEST(j.text() == line_of(sample_head()));
}

BOOST_AUTO_TEST_SUITE_END()
