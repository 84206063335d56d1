#include "journal/journal_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <limits>
#include <memory>

#include <sys/resource.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(writing)

BOOST_AUTO_TEST_CASE(records_follow_each_other_and_results_are_numbered) {
    journal_folder j;
    BOOST_TEST(j.out->append(sample_start(1)).has_value());
    BOOST_TEST(j.out->append(sample_result(7)).has_value());
    BOOST_TEST(j.out->append(sample_fail(2)).has_value());
    BOOST_TEST(j.out->append(sample_result(8)).has_value());
    BOOST_TEST(j.text() == line_of(sample_head()) + line_of(sample_start(1)) +
                               with_seq(sample_result(7), 1) + line_of(sample_fail(2)) +
                               with_seq(sample_result(8), 2));
    const auto c = j.out->counters();
    BOOST_TEST(c.saved_records == 4U);
    BOOST_TEST(c.saved_bytes == j.text().size() - line_of(sample_head()).size());
    BOOST_TEST(c.durable_records == 0U);
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.out->counters().durable_records == 4U);
    BOOST_TEST(j.out->counters().durable_bytes == c.saved_bytes);
}

BOOST_AUTO_TEST_CASE(a_score_that_is_no_number_is_never_written) {
    journal_folder j;
    auto r = sample_result(1);
    r.score = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(j.out->append(r).has_error());
    BOOST_TEST(j.text() == line_of(sample_head()));
}

BOOST_AUTO_TEST_CASE(short_and_interrupted_writes_are_completed) {
    system_calls calls;
    int turn = 0;
    calls.write = [&turn](int fd, const void* bytes, std::size_t size) {
        return ++turn % 2 == 0 ? fails_with(EINTR)
                               : ::write(fd, bytes, std::min<std::size_t>(size, 100));
    };
    journal_folder j(calls);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    BOOST_TEST(turn > 4);
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(1), 1));
}

BOOST_AUTO_TEST_CASE(a_write_that_writes_nothing_is_an_error) {
    system_calls calls;
    calls.write = [](int, const void*, std::size_t) -> ssize_t { return 0; };
    journal_folder j(calls);
    const auto appended = j.out->append(sample_result(1));
    BOOST_REQUIRE(appended.has_error());
    BOOST_TEST((appended.error().code == errc::io));
    BOOST_TEST(j.text() == line_of(sample_head()));
}

BOOST_AUTO_TEST_CASE(a_full_disk_leaves_no_fragment_and_the_record_can_be_tried_again) {
    system_calls calls;
    // Call 2 writes a part of the second record; call 3 then finds the disk full.
    calls.write = [turn = std::make_shared<int>(0)](int fd, const void* bytes, std::size_t size) {
        ++*turn;
        return *turn == 2   ? ::write(fd, bytes, 33)
               : *turn == 3 ? fails_with(ENOSPC)
                            : ::write(fd, bytes, size);
    };
    journal_folder j(calls);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    const auto failed = j.out->append(sample_result(2));
    BOOST_REQUIRE(failed.has_error());
    BOOST_TEST((failed.error().code == errc::io));
    BOOST_TEST(failed.error().message.find("No space left") != std::string::npos);
    BOOST_TEST(failed.error().message.find(j.segment(1).string()) != std::string::npos);
    const std::string before = line_of(sample_head()) + with_seq(sample_result(1), 1);
    BOOST_TEST(j.text() == before);
    BOOST_TEST(j.out->append(sample_result(2)).has_value());
    BOOST_TEST(j.text() == before + with_seq(sample_result(2), 2));
    BOOST_TEST(j.out->counters().saved_records == 2U);
}

BOOST_AUTO_TEST_CASE(nothing_is_written_behind_a_fragment_that_cannot_be_removed) {
    system_calls calls;
    calls.write = [turn = std::make_shared<int>(0)](int fd, const void* bytes, std::size_t size) {
        ++*turn;
        return *turn == 1   ? ::write(fd, bytes, 33)
               : *turn == 2 ? fails_with(EIO)
                            : ::write(fd, bytes, size);
    };
    int refusals = 2;
    calls.truncate = [&refusals](int fd, off_t size) {
        return refusals-- > 0 ? static_cast<int>(fails_with(EIO)) : ::ftruncate(fd, size);
    };
    journal_folder j(calls);
    BOOST_TEST(j.out->append(sample_result(1)).has_error());
    const std::string with_fragment = j.text();
    BOOST_TEST(j.out->append(sample_result(1)).has_error());
    BOOST_TEST(j.text() == with_fragment);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    BOOST_TEST(j.text() == line_of(sample_head()) + with_seq(sample_result(1), 1));
}

BOOST_AUTO_TEST_CASE(a_file_size_limit_is_an_error_like_a_full_disk) {
    journal_folder j;
    struct rlimit old {};
    BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
    const auto size = j.text().size();
    const auto old_action = ::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { size + 100, old.rlim_max };
    BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto within = j.out->reserve(100);
    const auto reserved = j.out->reserve(4096);
    const auto appended = j.out->append(sample_result(1));
    ::setrlimit(RLIMIT_FSIZE, &old);
    ::signal(SIGXFSZ, old_action);
    BOOST_TEST(within.has_value());
    BOOST_TEST(reserved.has_error());
    BOOST_REQUIRE(appended.has_error());
    BOOST_TEST(appended.error().message.find("File too large") != std::string::npos);
    BOOST_TEST(j.text().size() == size);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
