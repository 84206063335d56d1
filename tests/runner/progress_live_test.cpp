#include "runner/progress_live.hpp"

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
            BOOST_TEST(line.size() < std::max<std::size_t>(columns, 10)); // names keep eight
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
}

BOOST_AUTO_TEST_CASE(leaves_lanes_out_where_there_are_too_few_rows) {
    BOOST_TEST(progress_block(at_work(), bare, 80, 2).size() == 2u);
    BOOST_TEST(progress_block(at_work(), bare, 80, 1).size() == 1u);
}

BOOST_AUTO_TEST_CASE(draws_over_what_it_drew_and_keeps_messages_above) {
    screen s;
    s.view.show(at_work(), false);
    s.bytes.clear();
    s.view.line("a message");
    BOOST_TEST(s.bytes.starts_with("\r\x1b[2A\x1b[Ja message\n"));
    s.bytes.clear();
    s.view.show(at_work(), true);
    BOOST_TEST(s.bytes == "\r\x1b[2A\x1b[J");
}

BOOST_AUTO_TEST_CASE(a_terminal_made_narrower_is_cleared_of_the_lines_it_has_wrapped) {
    screen s;
    s.view.show(at_work(), false);
    s.bytes.clear();
    s.size.columns = 50; // the lines for a lane that pauses and for the run take two rows each
    s.view.show(at_work(), false);
    BOOST_TEST(s.bytes.starts_with("\r\x1b[4A\x1b[J"));
}

BOOST_AUTO_TEST_SUITE_END()
