#include "simulator/response_script.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;
using namespace std::chrono_literals;
using ending = response_script::ending;

namespace {

event_stream six_events() {
    event_stream events;
    for (const char* event : {"A\n\n", "1\n\n", "2\n\n", "3\n\n", "4\n\n", "Z\n\n"}) {
        events.bytes += event;
        events.end_event();
    }
    events.opening = 1;
    events.pieces = 4;
    return events;
}

response_script stream(std::optional<fault> fault = {}, bool single = false) {
    return script_stream({}, six_events(), {200ms, 20ms, single}, fault, "data: E\n\n");
}

response_script body(std::optional<fault> fault = {}) {
    return script_body({}, "0123456789", 200ms, fault, "ERROR");
}

// The script's bytes after the head.
std::string content(const response_script& script) {
    return script.bytes.substr(script.bytes.find("\r\n\r\n") + 4);
}

constexpr std::string_view half = "3\r\nA\n\n\r\n3\r\n1\n\n\r\n3\r\n2\n\n\r\n";

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_response_script)

BOOST_AUTO_TEST_CASE(a_stream_is_one_write_an_event_the_first_with_the_head) {
    const response_script made = stream();
    BOOST_TEST(made.writes.size() == 6);
    BOOST_TEST(made.writes.back() == made.bytes.size());
    BOOST_TEST(made.bytes.substr(0, made.writes[0]).ends_with("\r\n\r\n3\r\nA\n\n\r\n"));
    BOOST_TEST(made.bytes.substr(made.writes[0], made.writes[1] - made.writes[0]) ==
               "3\r\n1\n\n\r\n");
    BOOST_TEST(made.bytes.ends_with("3\r\nZ\n\n\r\n0\r\n\r\n"));
    BOOST_TEST((made.first_after == 200ms));
    BOOST_TEST((made.gap == 20ms));
    BOOST_TEST((made.end == ending::keep));
}

BOOST_AUTO_TEST_CASE(a_stream_can_be_a_single_write) {
    const response_script made = stream({}, true);
    BOOST_TEST(made.writes.size() == 1);
    BOOST_TEST(made.bytes == stream().bytes);
}

BOOST_AUTO_TEST_CASE(faults_of_a_stream_strike_in_the_middle_of_its_text) {
    BOOST_TEST(content(stream(fault::reset)) == half);
    BOOST_TEST((stream(fault::reset).end == ending::reset));
    BOOST_TEST(content(stream(fault::truncate)) == std::string(half) + "0\r\n\r\n");
    BOOST_TEST((stream(fault::truncate).end == ending::keep));
    BOOST_TEST(content(stream(fault::error_event)) ==
               std::string(half) + "9\r\ndata: E\n\n\r\n0\r\n\r\n");
    const response_script garbage = stream(fault::garbage);
    BOOST_TEST(content(garbage).starts_with(half));
    BOOST_TEST(content(garbage).find("data: <html>") != std::string::npos);
    BOOST_TEST(content(stream(fault::stall)) == half);
    BOOST_TEST((stream(fault::stall).end == ending::stall));
}

BOOST_AUTO_TEST_CASE(a_body_comes_whole) {
    const response_script made = body();
    BOOST_TEST(content(made) == "0123456789");
    BOOST_TEST(made.writes.size() == 1);
    BOOST_TEST((made.first_after == 200ms));
    BOOST_TEST(made.bytes.find("Content-Length: 10\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(faults_of_a_body_break_its_promise) {
    for (const fault kind : {fault::reset, fault::truncate, fault::stall}) {
        const response_script made = body(kind);
        BOOST_TEST(made.bytes.find("Content-Length: 10\r\n") != std::string::npos);
        BOOST_TEST(content(made) == "01234");
    }
    BOOST_TEST((body(fault::reset).end == ending::reset));
    BOOST_TEST((body(fault::truncate).end == ending::close));
    BOOST_TEST((body(fault::stall).end == ending::stall));
    BOOST_TEST(content(body(fault::error_event)) == "ERROR");
    BOOST_TEST(content(body(fault::garbage)).starts_with("<html>"));
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_head_request_has_no_body) {
    response_head head;
    head.head_only = true;
    const response_script made = script_body(head, "0123456789", 0ms, {}, "");
    BOOST_TEST(content(made) == "");
    BOOST_TEST(made.bytes.find("Content-Length: 10\r\n") != std::string::npos);
    BOOST_TEST((made.end == ending::keep));
}

BOOST_AUTO_TEST_CASE(a_client_that_wants_to_leave_is_let_go) {
    response_head head;
    head.keep_alive = false;
    BOOST_TEST((script_body(head, "x", 0ms, {}, "").end == ending::close));
    BOOST_TEST((script_stream(head, six_events(), {}, {}, "").end == ending::close));
}

BOOST_AUTO_TEST_SUITE_END()
