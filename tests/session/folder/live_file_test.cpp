// checkpoint/live.json, by which others see a run.
#include "journal/lock.hpp"
#include "journal/temporary_folder.hpp"
#include "runner/progress_live.hpp"
#include "runner/progress_plain.hpp"
#include "session/folder/live_file.hpp"
#include "session/planning/prepared_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;
namespace fs = std::filesystem;

namespace {

runner::progress_snapshot snapshot(double elapsed_s, std::uint64_t done) {
    runner::progress_snapshot p;
    p.elapsed_s = elapsed_s;
    p.planned = 10;
    p.done = done;
    return p;
}

} // namespace

BOOST_AUTO_TEST_SUITE(live_run)

BOOST_AUTO_TEST_CASE(a_live_run_is_seen_until_it_is_over) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    {
        live_file live(checkpoint);
        live.show(snapshot(0, 1));
        BOOST_REQUIRE(read_live_run(checkpoint).has_value());
        BOOST_TEST(read_live_run(checkpoint)->pid == ::getpid());
        live.show(snapshot(0.4, 2)); // at most twice a second
        BOOST_TEST(read_live_run(checkpoint)->progress.done == 1U);
        live.show(snapshot(0.5, 3));
        BOOST_TEST(read_live_run(checkpoint)->progress.done == 3U);
    }
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    BOOST_TEST(fs::is_empty(checkpoint));
}

BOOST_AUTO_TEST_CASE(a_live_run_that_has_long_been_silent_tells_no_rate_of_now) {
    // As on a disk without room, where the file cannot be replaced.
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint);
    auto shown = snapshot(10, 1);
    shown.requests_per_s = 261;
    shown.eta_s = 9;
    shown.limited_by = pacing::limiting_factor::concurrency;
    auto& lane = shown.lanes.emplace_back();
    lane.name = "a";
    lane.limited_by = pacing::limiting_factor::concurrency;
    lane.advice = "more threads";
    live.show(shown);
    auto read = read_live_run(checkpoint);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->progress.age_s == 0.0);
    BOOST_TEST(read->progress.requests_per_s == 261.0);
    fs::last_write_time(checkpoint / "live.json",
                        fs::file_time_type::clock::now() - std::chrono::seconds(40));
    read = read_live_run(checkpoint);
    BOOST_REQUIRE(read.has_value());
    const auto& p = read->progress;
    BOOST_TEST(p.age_s >= 40.0);
    BOOST_TEST(p.age_s < 60.0);
    BOOST_TEST(p.requests_per_s == 0.0);
    BOOST_TEST(!p.eta_s.has_value());
    BOOST_TEST(!p.limited_by.has_value());
    BOOST_TEST(p.lanes.at(0).advice.empty());
    BOOST_TEST(runner::progress_line(p).find("as of 4") != std::string::npos);
    BOOST_TEST(runner::progress_line(p).find("/s") == std::string::npos);
    const auto block = runner::progress_block(p, {}, 100, 10);
    BOOST_TEST(block.back().find("as of 4") != std::string::npos);
    BOOST_TEST(block.back().find("/s") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_live_run_of_a_private_folder_is_private) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint, journal::file_access::owner_only);
    live.show(snapshot(0, 1));
    BOOST_TEST((fs::status(checkpoint / "live.json").permissions() ==
                (fs::perms::owner_read | fs::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(a_run_on_another_machine_is_seen_while_it_writes) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint);
    live.show(snapshot(0, 1));
    std::string text = test::read_bytes(checkpoint / "live.json");
    const std::string here = "\"host\":\"" + journal::host_name() + "\"";
    text.replace(text.find(here), here.size(), "\"host\":\"elsewhere\"");
    const auto seen_after = [&](std::chrono::seconds silent) {
        std::ofstream(checkpoint / "live.json") << text;
        fs::last_write_time(checkpoint / "live.json", fs::file_time_type::clock::now() - silent);
        return read_live_run(checkpoint).has_value();
    };
    BOOST_TEST(seen_after(std::chrono::seconds(20)));
    BOOST_TEST(!seen_after(std::chrono::seconds(31)));
    const std::string mine = "\"pid\":" + std::to_string(::getpid());
    text.replace(text.find(mine), mine.size(), "\"pid\":0");
    BOOST_TEST(!seen_after(std::chrono::seconds(0)));
}

BOOST_AUTO_TEST_CASE(what_a_dead_process_left_or_a_stranger_wrote_is_not_believed) {
    const prepared_folder folder;
    const fs::path checkpoint = folder.output_dir() / "checkpoint";
    live_file live(checkpoint);
    live.show(snapshot(0, 1));
    std::string text = test::read_bytes(checkpoint / "live.json");
    const pid_t dead = ::fork();
    if (dead == 0)
        ::_exit(0);
    BOOST_REQUIRE(dead > 0);
    int status = 0;
    BOOST_REQUIRE(::waitpid(dead, &status, 0) == dead);
    const std::string mine = std::to_string(::getpid());
    text.replace(text.find(mine), mine.size(), std::to_string(dead));
    std::ofstream(checkpoint / "live.json") << text;
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    // A later process with the number of the one that wrote it.
    text.replace(text.find(std::to_string(dead)), std::to_string(dead).size(), mine);
    text.insert(text.find("\"process_start\":") + 16, "1");
    std::ofstream(checkpoint / "live.json") << text;
    BOOST_TEST(!read_live_run(checkpoint).has_value());
    // An older version does not say when it began.
    const auto began = text.find("\"process_start\":");
    text.erase(began, text.find(',', began) + 1 - began);
    std::ofstream(checkpoint / "live.json") << text;
    BOOST_TEST(read_live_run(checkpoint).has_value());
    for (const std::string& strange :
         {std::string(""), std::string("{"), std::string("[]"), std::string(R"({"pid":-1})"),
          R"({"pid":)" + mine + R"(,"progress":7})"}) {
        std::ofstream(checkpoint / "live.json") << strange;
        BOOST_TEST(!read_live_run(checkpoint).has_value(), strange);
    }
    // Numbers that no run writes are passed over.
    std::ofstream(checkpoint / "live.json")
        << R"({"pid":)" + mine + R"(,"host":"","progress":{"done":-1,"planned":1.5}})";
    BOOST_CHECK_NO_THROW(read_live_run(checkpoint));
}

BOOST_AUTO_TEST_SUITE_END()
