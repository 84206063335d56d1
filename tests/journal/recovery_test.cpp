#include "journal/record_loader.hpp"
#include "journal/recovery.hpp"
#include "journal/sample_journal.hpp"
#include "journal/temporary_folder.hpp"
#include "journal/verification.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <fstream>

#include <sys/stat.h>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(recovering)

namespace {

struct output_folder {
    temporary_folder folder;
    std::filesystem::path checkpoint = folder.path() / "out" / "checkpoint";

    explicit output_folder(std::string_view first_segment = {}) {
        if (!first_segment.empty()) {
            std::filesystem::create_directories(checkpoint);
            write_bytes(segment(1), first_segment);
        }
    }
    std::filesystem::path segment(int n) const { return checkpoint / segment_name(n); }
    result<opened_journal> open(open_options options = {}) const {
        return open_journal(checkpoint, sample_head(), noon, std::move(options));
    }
    std::vector<std::filesystem::path> set_aside(std::string_view prefix) const {
        std::vector<std::filesystem::path> found;
        for (const auto& file : std::filesystem::directory_iterator(checkpoint))
            if (file.path().filename().string().starts_with(prefix))
                found.push_back(file.path());
        return found;
    }
};

trial_name name_of(const trial_record& t) {
    return {t.judge, t.task, t.entry_id, static_cast<std::uint32_t>(t.repeat)};
}

bool has_result(const opened_journal& j, int n) {
    const trial_record t = sample_trial(n);
    return j.contents.results.find(name_of(t), t.key) != nullptr;
}

} // namespace

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
    std::string foreign;
    open_frame(foreign);
    foreign += R"({"type":"moon"})";
    close_frame(foreign);
    const output_folder headless(foreign + line_of(sample_result(1)));
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
