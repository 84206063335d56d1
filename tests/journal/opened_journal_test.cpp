// An output folder's journal, opened: what it begins with and holds, which files it may consist of.
#include "journal/output_folder.hpp"
#include "journal/record_loader.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <filesystem>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(opening)

BOOST_AUTO_TEST_CASE(a_new_journal_begins_with_a_head) {
    const output_folder f;
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_TEST(j->notes.empty());
    auto head = sample_head();
    head.host = host_name();
    head.pid = ::getpid();
    BOOST_TEST(read_bytes(f.segment(1)) == line_of(head));
}

BOOST_AUTO_TEST_CASE(what_one_run_stored_the_next_one_finds) {
    const output_folder f;
    {
        const auto j = f.open();
        BOOST_REQUIRE(j.has_value());
        BOOST_TEST(j->out->append(sample_result(1)).has_value());
        BOOST_TEST(j->out->append(sample_fail(2)).has_value());
        BOOST_TEST(j->out->append(prompt_record{"t", "default", "ff", "text"}).has_value());
    }
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_TEST(j->notes.empty());
    BOOST_TEST(has_result(*j, 1));
    BOOST_TEST(!has_result(*j, 2));
    BOOST_TEST(j->contents.results.last_failure(name_of(sample_trial(2))));
    BOOST_TEST(j->contents.last_seq == 1U);
    BOOST_TEST(j->contents.spent_usd == 0.125);
    BOOST_REQUIRE(j->contents.prompts.size() == 1U);
    BOOST_TEST(j->contents.prompts[0].hash == "ff");

    const auto t = sample_trial(1);
    record_loader loader(f.checkpoint);
    const auto loaded = loader.load_result(j->contents.results.standing(name_of(t))->where());
    BOOST_REQUIRE(loaded.has_value());
    BOOST_TEST(loaded->justification == "because 1");
    BOOST_TEST(loader.load_score(j->contents.results.standing(name_of(t))->where()).value() ==
               loaded->score);
    BOOST_TEST(loader.load_score(j->contents.results.last_failure(name_of(sample_trial(2)))->where)
                   .has_error());
    const auto failed =
        loader.load_failure(j->contents.results.last_failure(name_of(sample_trial(2)))->where);
    BOOST_REQUIRE(failed.has_value());
    BOOST_TEST(failed->message == "no score");

    BOOST_TEST(j->out->append(sample_result(3)).has_value());
    const auto again = read_contents(f.checkpoint);
    BOOST_TEST(again->last_seq == 2U);
}

BOOST_AUTO_TEST_CASE(segments_are_read_in_order_and_the_last_one_is_written) {
    const output_folder f(joined(sample_lines(1)));
    for (int n : {2, 10}) {
        auto head = sample_head();
        head.segment = n;
        write_bytes(f.segment(n), line_of(head) + line_of(sample_result(n)));
    }
    for (const char* name : {"journal.0.jsonl", "journal.1.jsonl", "journal.02.jsonl",
                             "journal.65536.jsonl", "journal..jsonl", "journal.jsonl.bak"})
        write_bytes(f.checkpoint / name, "not a segment");
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    for (int n : {1, 2, 10})
        BOOST_TEST(has_result(*j, n));
    const auto before = read_bytes(f.segment(10));
    BOOST_TEST(j->out->append(sample_start(1)).has_value());
    BOOST_TEST(read_bytes(f.segment(10)) == before + line_of(sample_start(1)));
}

BOOST_AUTO_TEST_CASE(records_written_again_after_a_failed_sync_count_once) {
    const output_folder f;
    open_options options;
    int syncs = 0;
    options.calls.sync = [&](int fd) { return ++syncs == 1 ? (errno = EIO, -1) : ::fdatasync(fd); };
    {
        auto j = f.open(options);
        attempt_record lost;
        lost.key = key_of(1);
        lost.kind = failure_class::transport;
        lost.cost_usd = 0.5;
        BOOST_TEST(j->out->append(sample_start(1)).has_value());
        BOOST_TEST(j->out->append(lost).has_value());
        BOOST_TEST(j->out->append(sample_start(1, 2)).has_value());
        BOOST_TEST(j->out->sync().has_value());
        BOOST_TEST(j->out->append(sample_result(1)).has_value());
    }
    const auto j = f.open();
    BOOST_REQUIRE(j.has_value());
    BOOST_TEST(j->contents.segments.size() == 2U);
    BOOST_TEST(j->contents.billing.total().calls == 1U);
    BOOST_TEST(j->contents.spent_usd == 0.625);
    BOOST_TEST(has_result(*j, 1));
}

BOOST_AUTO_TEST_CASE(a_foreign_file_is_refused_and_left_as_it_is) {
    for (const std::string text :
         {"hello", "hello\n", "{\"id\": 1}\n{\"id\": 2}\n", "{\"c\":1}\n", "[]"}) {
        const output_folder f(text);
        const auto j = f.open();
        BOOST_REQUIRE(j.has_error());
        BOOST_TEST((j.error().code == errc::bad_journal));
        BOOST_TEST(read_bytes(f.segment(1)) == text);
        BOOST_TEST(f.set_aside("torn-").empty());
    }
    const output_folder headless(framed(R"({"type":"moon"})") + line_of(sample_result(1)));
    BOOST_TEST((headless.open().error().code == errc::bad_journal));
}

BOOST_AUTO_TEST_CASE(a_newer_format_is_refused_even_with_a_torn_tail) {
    auto head = sample_head();
    head.format = head.min_reader = 99;
    head.version = "9.9\x1b";
    const std::string text = line_of(head) + "to";
    const output_folder f(text);
    const auto j = f.open();
    BOOST_REQUIRE(j.has_error());
    BOOST_TEST((j.error().code == errc::bad_journal));
    BOOST_TEST(j.error().message.find("9.9\\x1b in a newer format (99") != std::string::npos);
    BOOST_TEST(read_bytes(f.segment(1)) == text);
}

BOOST_AUTO_TEST_CASE(a_newer_writer_that_old_readers_understand_is_read) {
    auto head = sample_head();
    head.format = 2;
    const output_folder f(line_of(head) + line_of(sample_result(1)));
    BOOST_TEST(f.open().has_value());
}

BOOST_AUTO_TEST_CASE(a_second_opener_is_refused) {
    const output_folder f;
    const auto j = f.open();
    const auto second = f.open(); // flock belongs to the open file, so one process suffices here
    BOOST_REQUIRE(second.has_error());
    BOOST_TEST((second.error().code == errc::folder_in_use));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_is_named) {
    const output_folder f;
    write_bytes(f.folder.path() / "out", "a file is in the way");
    const auto j = f.open();
    BOOST_REQUIRE(j.has_error());
    BOOST_TEST((j.error().code == errc::cannot_create));
    BOOST_TEST(j.error().message.find(f.checkpoint.string()) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_private_journal_is_the_owners_only) {
    const output_folder f;
    open_options options;
    options.access = file_access::owner_only;
    BOOST_TEST(f.open(options).has_value());
    struct stat status {};
    BOOST_REQUIRE(::stat(f.segment(1).c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0600U);
}

BOOST_AUTO_TEST_SUITE_END()
