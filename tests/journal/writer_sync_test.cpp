// What is durable when, and what becomes of it when a sync fails.
#include "journal/journal_folder.hpp"
#include "journal/reader.hpp"
#include "journal/segment.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <set>
#include <thread>
#include <vector>

#include <unistd.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(syncing)

BOOST_AUTO_TEST_CASE(nothing_new_means_no_sync) {
    int syncs = 0;
    system_calls calls;
    calls.sync = [&](int fd) { return ++syncs, ::fdatasync(fd); };
    journal_folder j(calls);
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(syncs == 0);
}

BOOST_AUTO_TEST_CASE(a_sync_covers_what_was_saved_when_it_began) {
    journal_folder* folder = nullptr;
    system_calls calls;
    calls.sync = [&](int fd) {
        // What the other thread does meanwhile.
        BOOST_TEST(folder->out->append(sample_start(2)).has_value());
        return ::fdatasync(fd);
    };
    journal_folder j(calls);
    folder = &j;
    BOOST_TEST(j.out->append(sample_start(1)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.out->counters().saved_records == 2U);
    BOOST_TEST(j.out->counters().durable_records == 1U);
}

BOOST_AUTO_TEST_CASE(after_a_failed_sync_what_was_not_durable_goes_to_a_new_segment) {
    int syncs = 0;
    std::vector<int> synced;
    system_calls calls;
    calls.sync = [&](int fd) {
        synced.push_back(fd);
        return ++syncs == 2 ? static_cast<int>(fails_with(EIO)) : ::fdatasync(fd);
    };
    journal_folder j(calls);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    const auto durable = j.text().size();
    BOOST_TEST(j.out->append(sample_result(2)).has_value());
    BOOST_TEST(j.out->append(sample_start(3)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.out->counters().durable_records == 3U);
    BOOST_REQUIRE(synced.size() == 3U);
    BOOST_TEST(synced[2] != synced[1]); // never again on the same descriptor

    const std::string second = j.text(2);
    BOOST_TEST(second.starts_with(R"({"c":")"));
    BOOST_TEST(second.find("\"segment\":2,\"repeats_from\":" + std::to_string(durable)) !=
               std::string::npos);
    BOOST_TEST(second.ends_with("\n" + with_seq(sample_result(2), 2) + line_of(sample_start(3))));
    const auto notice = j.out->take_notice();
    BOOST_REQUIRE(notice.has_value());
    BOOST_TEST(notice->find("2 records") != std::string::npos);
    BOOST_TEST(!j.out->take_notice());

    BOOST_TEST(j.out->append(sample_result(4)).has_value());
    BOOST_TEST(j.text(2) == second + with_seq(sample_result(4), 3));
    BOOST_TEST(j.out->sync().has_value());
}

BOOST_AUTO_TEST_CASE(when_the_new_segment_cannot_be_synced_either_the_failure_is_final) {
    system_calls calls;
    calls.sync = [](int) { return static_cast<int>(fails_with(EIO)); };
    journal_folder j(calls);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
    const auto failed = j.out->sync();
    BOOST_REQUIRE(failed.has_error());
    BOOST_TEST((failed.error().code == errc::io));
    BOOST_TEST(failed.error().message.find(j.segment(2).string()) != std::string::npos);
    BOOST_TEST(j.out->sync().has_error());
    BOOST_TEST(j.out->append(sample_result(2)).has_error());
    BOOST_TEST(j.out->reserve(1).has_error());
    BOOST_TEST(j.out->counters().durable_records == 0U);
}

BOOST_AUTO_TEST_CASE(what_was_saved_during_a_sync_is_not_forgotten_when_the_next_one_fails) {
    journal_folder* folder = nullptr;
    int syncs = 0;
    system_calls calls;
    calls.sync = [&](int fd) {
        if (++syncs == 1)
            BOOST_TEST(folder->out->append(sample_start(2)).has_value());
        return syncs == 2 ? static_cast<int>(fails_with(EIO)) : ::fdatasync(fd);
    };
    journal_folder j(calls);
    folder = &j;
    BOOST_TEST(j.out->append(sample_start(1)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.text(2).ends_with("\n" + line_of(sample_start(2))));
    BOOST_TEST(j.text(2).find(line_of(sample_start(1))) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(appending_and_syncing_from_two_threads_loses_nothing) {
    std::atomic<int> syncs = 0;
    system_calls calls;
    calls.sync = [&](int fd) {
        return ++syncs % 7 == 3 ? static_cast<int>(fails_with(EIO)) : ::fdatasync(fd);
    };
    journal_folder j(calls);
    constexpr int n = 2000;
    std::atomic<bool> done = false;
    std::atomic<bool> failed = false;
    std::thread worker([&] {
        while (!done)
            if (!j.out->sync())
                failed = true;
    });
    for (int i = 0; i < n; ++i)
        if (!j.out->append(sample_result(i)))
            failed = true;
    done = true;
    worker.join();
    while (j.out->counters().durable_records < n)
        BOOST_REQUIRE(j.out->sync().has_value());
    BOOST_TEST(!failed);
    std::set<std::string> found;
    for (const auto& segment : *list_segments(j.folder.path())) {
        const auto report = scan_file(segment.path, [&](const record_view& v) {
            if (v.body.find("\"result\"") != std::string_view::npos)
                found.insert(std::string(v.body));
        });
        BOOST_TEST(report->damaged.empty());
        BOOST_TEST(!report->has_torn_tail());
    }
    BOOST_TEST(found.size() == std::size_t{n});
}

BOOST_AUTO_TEST_SUITE_END()
