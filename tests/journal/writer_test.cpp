#include "journal/journal_folder.hpp"
#include "journal/reader.hpp"
#include "journal/sample_journal.hpp"
#include "journal/segment.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/writer.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <limits>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>

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

BOOST_AUTO_TEST_CASE(a_segment_that_is_renamed_replaced_or_deleted_is_out_of_place) {
    namespace fs = std::filesystem;
    journal_folder j;
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->sync().has_value());
    BOOST_TEST(j.out->out_of_place().empty());
    BOOST_TEST(j.out->out_of_place().empty());
    const fs::path other = j.folder.path() / "other";
    fs::rename(j.segment(1), other);
    BOOST_TEST(j.out->out_of_place().empty()); // it may be a moment's
    auto wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].wrong == j.segment(1).string() + " is not there any more");
    BOOST_TEST(wrong[0].present == other);
    BOOST_TEST(j.out->append(sample_result(2)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    fs::copy_file(other, j.segment(1));
    for (int look = 0; look < 3; ++look) // nothing is lost yet
        BOOST_TEST(j.out->out_of_place().empty());
    BOOST_TEST(j.out->append(sample_result(3)).has_value());
    BOOST_TEST(j.out->sync().has_value());
    BOOST_TEST(j.out->out_of_place().empty());
    wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].wrong.find("is not the file any more that this run writes to") !=
               std::string::npos);
    const std::string all = read_bytes(other);
    fs::remove(other);
    wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].present.empty());
    BOOST_TEST(j.out->copy_to(j.segment(1), j.folder.path() / "rescued").has_value());
    BOOST_TEST(read_bytes(j.folder.path() / "rescued") == all);
    BOOST_TEST(j.out->copy_to(j.segment(1), j.folder.path() / "rescued")
                   .has_error()); // never over another
}

// The system calls it "… (deleted)" then, and knows nothing of the other name.
BOOST_AUTO_TEST_CASE(a_segment_that_has_but_another_hard_link_has_no_place) {
    namespace fs = std::filesystem;
    journal_folder j;
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->sync().has_value());
    fs::create_hard_link(j.segment(1), j.folder.path() / "kept");
    fs::remove(j.segment(1));
    BOOST_TEST(j.out->out_of_place().empty());
    const auto wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].present.empty(), wrong[0].present);
}

BOOST_AUTO_TEST_CASE(earlier_segments_are_watched_and_can_be_copied) {
    namespace fs = std::filesystem;
    system_calls calls;
    int syncs = 0;
    calls.sync = [&syncs](int fd) { return ++syncs == 1 ? (errno = EIO, -1) : ::fdatasync(fd); };
    journal_folder j(calls);
    BOOST_REQUIRE(j.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(j.out->sync().has_value());
    BOOST_REQUIRE(fs::exists(j.segment(2)));
    const std::string first = j.text(1);
    fs::remove(j.segment(1));
    BOOST_TEST(j.out->out_of_place().empty());
    auto wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].named == j.segment(1));
    BOOST_TEST(j.out->copy_to(wrong[0].named, j.folder.path() / "rescued").has_value());
    BOOST_TEST(read_bytes(j.folder.path() / "rescued") == first);
    fs::remove(j.segment(2));
    BOOST_TEST(j.out->out_of_place().size() == 1U);
    wrong = j.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 2U);
    BOOST_TEST(wrong[1].named == j.segment(2));

    // The next run finds two segments.
    fs::rename(j.folder.path() / "rescued", j.segment(1));
    write_bytes(j.segment(2), line_of(sample_head()));
    const auto again = writer::open({j.folder.path(), 2, sample_head(), 1, {}});
    BOOST_REQUIRE(again.has_value());
    fs::rename(j.segment(1), j.folder.path() / "other");
    BOOST_TEST((*again)->out_of_place().empty());
    wrong = (*again)->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].present == j.folder.path() / "other");
}

BOOST_AUTO_TEST_CASE(a_segment_that_is_put_back_is_in_its_place) {
    journal_folder j;
    std::filesystem::rename(j.segment(1), j.folder.path() / "other");
    BOOST_TEST(j.out->out_of_place().empty());
    std::filesystem::rename(j.folder.path() / "other", j.segment(1));
    BOOST_TEST(j.out->out_of_place().empty());
    BOOST_TEST(j.out->out_of_place().empty());
}

BOOST_AUTO_TEST_CASE(what_is_cut_off_or_swallowed_is_missed) {
    journal_folder cut;
    BOOST_REQUIRE(cut.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(cut.out->reserve(4096).has_value());
    std::filesystem::resize_file(cut.segment(1), 10);
    BOOST_REQUIRE(cut.out->append(sample_result(2)).has_value());
    BOOST_REQUIRE(cut.out->sync().has_value());
    BOOST_TEST(cut.out->out_of_place().empty());
    const auto wrong = cut.out->out_of_place();
    BOOST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].wrong.find("is shorter than what was written to it") != std::string::npos);
    cut.out.reset(); // gives room back, and makes nothing longer
    BOOST_TEST(cut.text().find('\0') == std::string::npos);

    system_calls calls;
    calls.write = [](int, const void*, std::size_t size) { return static_cast<ssize_t>(size); };
    journal_folder swallowing(calls);
    BOOST_REQUIRE(swallowing.out->append(sample_result(1)).has_value());
    BOOST_REQUIRE(swallowing.out->sync().has_value());
    BOOST_TEST(swallowing.out->out_of_place().empty());
    BOOST_TEST(!swallowing.out->out_of_place().empty());
}

BOOST_AUTO_TEST_CASE(a_file_size_limit_is_an_error_like_a_full_disk) {
    journal_folder j;
    struct rlimit old {};
    BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
    const auto size = j.text().size();
    const auto old_action = ::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { size + 100, old.rlim_max };
    BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto reserved = j.out->reserve(4096);
    const auto appended = j.out->append(sample_result(1));
    ::setrlimit(RLIMIT_FSIZE, &old);
    ::signal(SIGXFSZ, old_action);
    BOOST_TEST(reserved.has_error());
    BOOST_REQUIRE(appended.has_error());
    BOOST_TEST(appended.error().message.find("File too large") != std::string::npos);
    BOOST_TEST(j.text().size() == size);
    BOOST_TEST(j.out->append(sample_result(1)).has_value());
}

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
