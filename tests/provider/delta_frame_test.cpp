#include "provider/delta_frame.hpp"
#include "provider/exchange.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace preceptron;
using namespace preceptron::tests;

namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(delta_frame)

std::string chunk(std::string_view value, std::string_view id = "a") {
    return R"({"id":")" + std::string(id) + R"(","choices":[{"index":0,"delta":{"content":)" +
           std::string(value) + R"(},"finish_reason":null}]})";
}

provider::delta_frame learned(std::string_view event, std::string_view piece) {
    provider::delta_frame frame;
    frame.learn(event, {}, "content", piece);
    return frame;
}

// What is appended; "-" if nothing was to be done.
std::string said(const provider::delta_frame& frame, std::string_view event) {
    std::string text = "<";
    const bool done = frame.append(event, text);
    BOOST_TEST((done || text == "<"));
    return done ? text.substr(1) : "-";
}

BOOST_AUTO_TEST_CASE(an_event_that_differs_in_its_text_only_is_read_from_the_frame) {
    const auto frame = learned(chunk(R"("one")"), "one");
    BOOST_TEST(said(frame, chunk(R"(" two")")) == " two");
    BOOST_TEST(said(frame, chunk(R"("")")) == "");
    BOOST_TEST(said(frame, chunk(R"("\"a\\\/\n\t\r\b\f\"")")) == "\"a\\/\n\t\r\b\f\"");
    BOOST_TEST(said(frame, chunk("\"caf\xC3\xA9 \xF0\x9F\xA9\xBA\"")) ==
               "caf\xC3\xA9 \xF0\x9F\xA9\xBA");
}

BOOST_AUTO_TEST_CASE(whatever_else_differs_has_to_be_read) {
    const auto frame = learned(chunk(R"("one")"), "one");
    for (const std::string& event :
         {chunk(R"("x")", "b"), chunk("null"), chunk(R"("x","refusal":"no")"), chunk(R"("x"y")"),
          chunk(R"("x\")"), chunk(R"("\u0041")"), chunk(R"("\x")"), chunk("\"a\x01\""),
          chunk("\"\xC3\""), chunk("\"\xED\xA0\x80\""), chunk(R"("x")") + " ", std::string(),
          std::string(R"({"content":"x"})")})
        BOOST_TEST(said(frame, event) == "-", event);
    BOOST_TEST(said(provider::delta_frame(), chunk(R"("x")")) == "-");
}

BOOST_AUTO_TEST_CASE(nothing_is_learned_where_the_text_may_be_elsewhere) {
    for (const std::string& event :
         {chunk(R"("one","more":{"content":"one"})"), chunk(R"("two")"), chunk("\"\\u006fne\""),
          chunk(R"(["one"])"), chunk(R"("one")") + std::string(5000, ' ')})
        BOOST_TEST(said(learned(event, "one"), event) == "-", event);
}

// What take() leaves of `stream`, and what it says: "text|rest".
std::string taken(const provider::delta_frame& frame, std::string_view stream) {
    std::string text;
    while (frame.take(stream, text)) {
    }
    return text + "|" + std::string(stream);
}

BOOST_AUTO_TEST_CASE(events_are_taken_off_a_stream_as_they_were_sent) {
    for (const std::string lead : {"data: ", "data:", "event: delta\ndata: "})
        for (const std::string end : {"\n\n", "\r\n\r\n"}) {
            const auto sent = [&](std::string_view value) { return lead + chunk(value) + end; };
            provider::delta_frame frame;
            frame.learn(chunk(R"("one")"), sent(R"("one")"), "content", "one");
            BOOST_TEST(taken(frame, sent(R"(" two")") + sent(R"("\"")") + "data") == " two\"|data");
            BOOST_TEST(said(frame, chunk(R"(" two")")) == " two");
            for (const std::string& other :
                 {sent("null"), "id: 1\n" + sent(R"("x")"), ":\n\n" + sent(R"("x")"),
                  lead + chunk(R"("x")") + "\n", lead + chunk(R"("x")") + "\nid: 1\n\n",
                  sent(R"("\u0041")"), sent("\"a\n\""), std::string()})
                BOOST_TEST(taken(frame, other) == "|" + other);
        }
}

BOOST_AUTO_TEST_CASE(how_an_event_is_sent_is_not_learned_from_data_that_is_not_in_it_once) {
    const std::string data = chunk(R"("one")");
    for (const std::string& sent :
         {std::string(), "data: " + data.substr(0, 9) + "\ndata: " + data.substr(9) + "\n\n",
          "event: " + data + "\ndata: " + data + "\n\n"}) {
        provider::delta_frame frame;
        frame.learn(data, sent, "content", "one");
        BOOST_TEST(taken(frame, sent) == "|" + sent);
        BOOST_TEST(said(frame, chunk(R"("two")")) == "two");
    }
}

// What the answer says of a stream that comes in pieces of that size.
std::string text_of(std::string_view stream, std::size_t piece) {
    const auto decoder = provider::find_codec("openai")->make_decoder(
        test_judge("openai", "https://localhost"), stream_head(), {});
    for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size())))
        decoder->feed(stream.substr(0, piece));
    return std::get<reply>(decoder->finish(wire::body_end::complete)).text;
}

// The same stream, once as it is and once with an id that changes from event to event, for which
// no frame serves.
BOOST_AUTO_TEST_CASE(a_stream_says_the_same_with_frames_and_without) {
    std::string expected, alike, changing;
    int id = 0;
    for (const char* piece : {"{\"score\"", ": ", "4", ", \"why\": \"", "na\xC3\xAFve \\\"", "\n",
                              "\xF0\x9F\xA9\xBA", "\\", "u0041", " content", "\"", "}"}) {
        expected += piece;
        const std::string value = json::serialize(json::value(piece));
        alike += "data: " + chunk(value) + "\n\n";
        changing += "data: " + chunk(value, std::to_string(id++)) + "\n\n";
    }
    const std::string end =
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        "data: [DONE]\n\n";
    for (const std::string& stream : {alike + end, changing + end})
        for (const std::size_t piece : {stream.size(), std::size_t{1}, std::size_t{100}})
            BOOST_TEST(text_of(stream, piece) == expected);
}

// An event in between may change what a frame would have said again.
BOOST_AUTO_TEST_CASE(a_frame_serves_no_longer_than_its_neighbours) {
    const auto usage = [](std::string_view value, int output) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":" + std::string(value) +
               "}}],\"usage\":{\"completion_tokens\":" + std::to_string(output) + "}}\n\n";
    };
    const std::string end =
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    for (const std::string& between : {usage("\"\\u0062\"", 2), usage("\"b\"", 2)}) {
        const std::string stream = usage("\"a\"", 1) + between + usage("\"c\"", 1) + end;
        const auto r = std::get<reply>(decode("openai", stream_head(), stream));
        BOOST_TEST(r.text == "abc");
        BOOST_TEST(r.usage.output.value() == 1);
    }
    const std::string silent = usage("\"a\"", 1) + usage("null", 2) + usage("\"c\"", 1) + end;
    const auto r = std::get<reply>(decode("openai", stream_head(), silent));
    BOOST_TEST(r.text == "ac");
    BOOST_TEST(r.usage.output.value() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
