// Space that a writer sets aside behind its records, and gives back.
#include "journal/journal_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <vector>

#include <sys/stat.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(room_for_records)

BOOST_AUTO_TEST_CASE(reserved_space_does_not_change_the_file_and_is_given_back) {
    journal_folder j;
    BOOST_TEST(j.out->reserve(1 << 20).has_value());
    BOOST_TEST(j.text() == line_of(sample_head()));
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    j.out.reset();
    struct stat status {};
    BOOST_REQUIRE(::stat(j.segment(1).c_str(), &status) == 0);
    BOOST_TEST(status.st_blocks * 512 < 1 << 20);
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(1), 1));
}

BOOST_AUTO_TEST_CASE(reserved_space_can_be_given_back_before_the_end) {
    journal_folder j;
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->reserve(std::uint64_t{1} << 20).has_value());
    struct stat status {};
    BOOST_REQUIRE(::stat(j.segment(1).c_str(), &status) == 0);
    const auto reserved = status.st_blocks;
    j.out->release();
    BOOST_REQUIRE(::stat(j.segment(1).c_str(), &status) == 0);
    BOOST_TEST(status.st_blocks < reserved);
    BOOST_TEST(j.out->append(sample_result(2)).has_value());
    BOOST_TEST(j.out->reserve(4096).has_value());
}

BOOST_AUTO_TEST_CASE(where_nothing_can_be_set_aside_free_space_is_what_counts) {
    for (const int error : {EOPNOTSUPP, ENOSYS, EINVAL}) {
        system_calls calls;
        calls.allocate = [error](int, int, off_t, off_t) {
            return static_cast<int>(fails_with(error));
        };
        journal_folder j(calls);
        BOOST_TEST(j.out->reserve(1 << 20).has_value());
        BOOST_TEST(j.out->reserve(std::uint64_t{1} << 60).has_error());
    }
}

BOOST_AUTO_TEST_CASE(on_a_disk_that_is_nearly_full_no_more_is_set_aside_than_is_needed) {
    std::vector<off_t> asked;
    system_calls calls;
    calls.allocate = [&](int, int, off_t, off_t bytes) {
        asked.push_back(bytes);
        return bytes > 5000 ? static_cast<int>(fails_with(ENOSPC)) : 0;
    };
    journal_folder j(calls);
    BOOST_TEST(j.out->reserve(5000).has_value());
    BOOST_TEST(asked.size() == 2U);
    BOOST_TEST(j.out->reserve(4000).has_value()); // is there already
    BOOST_TEST(asked.size() == 2U);
    const auto failed = j.out->reserve(5001);
    BOOST_REQUIRE(failed.has_error());
    BOOST_TEST(failed.error().message.find("No space left") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(space_that_no_disk_has_cannot_be_reserved) {
    journal_folder j;
    BOOST_TEST(j.out->reserve(std::uint64_t{1} << 60).has_error());
}

BOOST_AUTO_TEST_CASE(what_another_has_written_behind_it_is_not_cut_off) {
    journal_folder j;
    BOOST_TEST(j.out->reserve(1 << 20).has_value());
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    const std::string both = j.text() + line_of(sample_result(2));
    std::ofstream(j.segment(1), std::ios::app) << line_of(sample_result(2));
    j.out.reset();
    BOOST_TEST(j.text() == both);
}

BOOST_AUTO_TEST_CASE(a_file_that_has_shrunk_is_not_filled_up) {
    journal_folder j;
    BOOST_TEST(j.out->reserve(1 << 20).has_value());
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    std::filesystem::resize_file(j.segment(1), 10);
    j.out.reset();
    BOOST_TEST(j.text().size() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
