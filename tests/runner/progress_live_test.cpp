#include "runner/fitted_text.hpp"
#include "runner/progress_live.hpp"
#include "runner/progress_plain.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::runner;

namespace {

progress_snapshot at_work() {
    progress_snapshot p;
    p.elapsed_s = 25;
    p.planned = 10'500;
    p.done = p.scored = 1'731;
    p.requests_per_s = 70;
    p.eta_s = 126;
    lane_progress lane;
    lane.name = "openai";
    lane.limit = lane.in_flight = 30;
    lane.done = 1'051;
    lane.planned = 5'250;
    p.lanes.push_back(lane);
    lane.name = "openrouter";
    lane.paused_for_s = 12;
    lane.waits_for = "told to wait";
    p.lanes.push_back(lane);
    return p;
}

constexpr terminal_look bare{.colour = false, .utf8 = false};

// What a terminal has been told, and how wide it is.
struct screen {
    std::string bytes;
    progress_live::size size;
    progress_live view{[this](std::string_view b) { bytes += b; }, [this] { return size; }, bare};
};

} // namespace

BOOST_AUTO_TEST_SUITE(runner_progress_live)

BOOST_AUTO_TEST_CASE(shows_a_line_a_lane_and_one_for_the_run) {
    const auto lines = progress_block(at_work(), bare, 80, 24);
    BOOST_TEST_REQUIRE(lines.size() == 3);
    BOOST_TEST(lines[0] == "openai      1,051/5,250  30 of 30 in flight");
    BOOST_TEST(lines[1] == "openrouter  1,051/5,250  paused 12s  30 of 30 in flight  "
                        "(told to wait)");
    BOOST_TEST(lines[2] == " 16.5 % ==---------- 1,731/10,500  70/s  ETA 2m06s  25s");
}

BOOST_AUTO_TEST_CASE(never_writes_wider_than_the_terminal) {
    progress_snapshot p = at_work();
    p.failed = 17;
    p.known_cost_usd = 1234.5;
    p.lanes[0].stopped = std::string(300, 'x');
    for (std::size_t columns = 1; columns < 120; ++columns)
        for (const std::string& line : progress_block(p, bare, columns, 24))
            BOOST_TEST(columns_of(line) < std::max<std::size_t>(columns, 2));
    p.lanes[0].name = "診断の審査員";
    p.lanes[0].stopped = "停止";
    BOOST_TEST(columns_of("\x1b[31m停止\x1b[0m") == 4U);
    for (std::size_t columns = 3; columns < 120; ++columns)
        for (const std::string& line : progress_block(p, bare, columns, 24))
            BOOST_TEST(columns_of(line) < columns);
    const auto lines = progress_block(p, bare, 80, 24);
    BOOST_TEST(lines[0] == "診断の審査員  1,051/5,250  stopped: 停止");
    BOOST_TEST(lines[1].starts_with("openrouter    1,051/5,250"));
}

BOOST_AUTO_TEST_CASE(says_when_the_known_cost_is_not_all) {
    progress_snapshot p = at_work();
    BOOST_TEST(cost_text(p).empty());
    p.known_cost_usd = 4.11;
    BOOST_TEST(cost_text(p) == "$4.11");
    BOOST_TEST(to_json(p).find("\"cost_usd\":4.11,\"known_cost_usd\":4.11") != std::string::npos);
    p.unpriced_answers = 3;
    BOOST_TEST(cost_text(p) == "$4.11 and more");
    BOOST_TEST(to_json(p).find("\"cost_usd\":null,\"known_cost_usd\":4.11") != std::string::npos);
    const auto read = parse_progress(to_json(p));
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(cost_text(*read) == "$4.11 and more");
    BOOST_TEST(progress_block(p, bare, 120, 24).back().ends_with("$4.11 and more this run"));
    p.elapsed_s = 0;
    BOOST_TEST(progress_block(p, bare, 120, 24).back().ends_with("$4.11 and more over all runs"));
}

BOOST_AUTO_TEST_CASE(says_how_many_accounts_too_few_rows_leave_out) {
    progress_snapshot p = at_work();
    BOOST_TEST(progress_block(p, bare, 80, 1).size() == 1u);
    auto lines = progress_block(p, bare, 80, 2);
    BOOST_TEST_REQUIRE(lines.size() == 2u);
    BOOST_TEST(lines[0] == "2 accounts");
    for (int i = 0; i < 6; ++i)
        p.lanes.push_back(p.lanes[0]);
    lines = progress_block(p, bare, 80, 4);
    BOOST_TEST_REQUIRE(lines.size() == 4u);
    BOOST_TEST(lines[1].starts_with("openrouter"));
    BOOST_TEST(lines[2] == "and 6 more accounts");
}

// Of judges with a base_url of their own.
progress_snapshot on_hosts() {
    progress_snapshot p = at_work();
    p.lanes.resize(1);
    for (lane_progress& lane : p.lanes = {p.lanes[0], p.lanes[0]}) {
        lane.limit = lane.in_flight = 20;
        lane.done = 60;
        lane.planned = 2'000;
    }
    p.lanes[0].name = "simulated@127.0.0.1:8001";
    p.lanes[1].name = "simulated@127.0.0.1:8002";
    return p;
}

BOOST_AUTO_TEST_CASE(names_are_whole_where_there_is_room) {
    for (const std::string& line : progress_block(on_hosts(), bare, 60, 24))
        BOOST_TEST((line.starts_with("simulated@127.0.0.1:800") || line.starts_with(" 16.5 %")));
}

BOOST_AUTO_TEST_CASE(names_give_way_and_stay_different) {
    progress_snapshot p = on_hosts();
    p.lanes[0].in_flight = 0;
    p.lanes[0].sleeping = 20;
    p.lanes[0].sleeps_for_s = 12;
    p.lanes[0].sleeps_after = "HTTP 529";
    p.lanes[0].limited_by = preceptron::pacing::limiting_factor::retries;
    auto lines = progress_block(p, bare, 80, 24);
    BOOST_TEST(lines[0].starts_with("si…:8001  60/2,000  0 of 20 in flight  20 sleeping "
                                    "(HTTP 529, 12s)"));
    BOOST_TEST(lines[1].starts_with("si…:8002  60/2,000"));
    lines = progress_block(p, bare, 90, 24);
    BOOST_TEST(lines[0].ends_with("(HTTP 529, 12s)  limited by retries"));
    p.lanes[0].name = "simulated@a.example.com:443";
    p.lanes[1].name = "simulated@b.example.com:443";
    lines = progress_block(p, bare, 60, 24);
    BOOST_TEST(lines[0].substr(0, 15) != lines[1].substr(0, 15));
}

BOOST_AUTO_TEST_CASE(a_pause_and_a_hold_are_told_on_a_narrow_terminal) {
    progress_snapshot p = on_hosts();
    p.lanes[0].held = true;
    p.lanes[0].limited_by = preceptron::pacing::limiting_factor::held;
    p.lanes[1].paused_for_s = 12;
    auto lines = progress_block(p, bare, 41, 24);
    BOOST_TEST(lines[0] == "si…:8001  60/2,000  held (tune --resume)");
    BOOST_TEST(lines[1].starts_with("si…:8002  60/2,000  paused 12s"));
    lines = progress_block(p, bare, 30, 24);
    BOOST_TEST(lines[0] == "si…:8001  60/2,000  held");
    BOOST_TEST(limit_text(preceptron::pacing::limiting_factor::held) == "held by tune --pause");
}

BOOST_AUTO_TEST_CASE(a_reason_that_is_cut_says_so) {
    progress_snapshot p = at_work();
    p.lanes[0].stopped =
        "HTTP 429: the account has no quota (the server says: " + std::string(60, 'x') + ")";
    const auto lines = progress_block(p, bare, 60, 24);
    BOOST_TEST(columns_of(lines[0]) == 59u);
    BOOST_TEST(lines[0].ends_with("…"));
}

BOOST_AUTO_TEST_CASE(what_is_put_off_is_neither_done_nor_failed) {
    progress_snapshot p;
    p.planned = p.done = 604;
    p.scored = 283;
    p.failed = p.retryable = 321;
    p.put_off = 300;
    BOOST_TEST(progress_block(p, bare, 80, 24).back() == " 50.3 % ======------ 304/604  21 failed");
    BOOST_TEST(progress_line(p).starts_with("304/604 done (50.3 %), 21 failed"));
    const auto read = parse_progress(to_json(p));
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->settled() == 304u);
    BOOST_TEST(read->done == 604u); // what was given up counts
}

BOOST_AUTO_TEST_CASE(draws_over_what_it_drew_and_keeps_messages_above) {
    screen s;
    s.view.show(at_work(), false);
    s.bytes.clear();
    s.view.line("a message");
    const std::string erased = "\r\x1b[2A\x1b[K\x1b[B\x1b[K\x1b[B\x1b[K\x1b[2A";
    BOOST_TEST(s.bytes.starts_with(erased + "a message\n"));
    s.bytes.clear();
    s.view.show(at_work(), true);
    BOOST_TEST(s.bytes == erased);
}

BOOST_AUTO_TEST_CASE(a_terminal_made_narrower_is_cleared_of_the_lines_it_has_wrapped) {
    screen s;
    s.view.show(at_work(), false);
    s.bytes.clear();
    s.size.columns = 50; // the lines for a lane that pauses and for the run take two rows each
    s.view.show(at_work(), false);
    BOOST_TEST(s.bytes.starts_with("\r\x1b[4A\x1b[K\x1b[B"));
    // tmux keeps a screen that is cleared from its first row on in its history, each time.
    BOOST_TEST(s.bytes.find("\x1b[J") == s.bytes.npos);
}

BOOST_AUTO_TEST_SUITE_END()
