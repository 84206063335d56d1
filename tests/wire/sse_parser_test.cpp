#include "support/feed_events.hpp"
#include "wire/sse_parser.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace tests = preceptron::tests;
using preceptron::wire::sse_parser;

BOOST_AUTO_TEST_SUITE(sse)

// Every event as "name|data".
using events = std::vector<std::string>;

events parse(std::string_view stream, std::size_t piece = std::string_view::npos) {
    events seen;
    sse_parser parser;
    while (!stream.empty()) {
        const auto part = stream.substr(0, piece);
        stream.remove_prefix(part.size());
        tests::feed(parser, part, [&](std::string_view name, std::string_view data) {
            seen.push_back(std::string(name) + "|" + std::string(data));
        });
    }
    return seen;
}

void check(std::string_view stream, const events& expected) {
    const events seen = parse(stream);
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_line_ends_an_event) {
    check("data: a\n\ndata: b\n\n", {"|a", "|b"});
}

BOOST_AUTO_TEST_CASE(line_ends_may_be_mixed) {
    check("data: a\r\n\r\ndata: b\r\rdata: c\n\r\ndata: d\r\n\ndata: e\n\n",
          {"|a", "|b", "|c", "|d", "|e"});
}

BOOST_AUTO_TEST_CASE(a_carriage_return_ends_the_event_without_waiting_for_more) {
    check("data: a\r\r", {"|a"});
}

BOOST_AUTO_TEST_CASE(events_of_one_line_and_of_several_may_follow_each_other) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        std::string stream;
        for (const std::string line :
             {"data: a", "", "data:b", "", "event: n", "data: c", "", "data: d", "data: e", "",
              "data", "", "data: f", ": none", "", "data: g", ""})
            stream += line + end;
        const events expected{"|a", "|b", "n|c", "|d\ne", "|", "|f", "|g"};
        for (std::size_t piece = 1; piece <= stream.size(); ++piece)
            BOOST_TEST_CONTEXT("pieces of " << piece)
        BOOST_TEST(parse(stream, piece) == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_leading_byte_order_mark_is_skipped_and_a_later_one_is_not) {
    check("\xEF\xBB\xBF"
          "data: a\n\n\xEF\xBB\xBF"
          "data: b\n\n",
          {"|a"});
}

BOOST_AUTO_TEST_CASE(comments_and_unknown_fields_are_ignored) {
    check(": hello\n:\nid: 4\nretry: 10\nwhatever: x\ndata: a\nnonsense\n\n: ping\n\n", {"|a"});
}

BOOST_AUTO_TEST_CASE(one_blank_after_the_colon_belongs_to_the_format) {
    check("data:a\n\ndata:  a\n\ndata: \n\n", {"|a", "| a", "|"});
}

BOOST_AUTO_TEST_CASE(several_data_lines_join_with_a_line_feed) {
    check("data: a\ndata\ndata: b\n\n", {"|a\n\nb"});
}

BOOST_AUTO_TEST_CASE(data_may_hold_colons_and_be_empty) {
    check("data: a: b\n\ndata\n\n", {"|a: b", "|"});
}

BOOST_AUTO_TEST_CASE(an_event_name_lasts_for_one_event_and_needs_data) {
    check("event: x\ndata: a\n\ndata: b\n\nevent: y\n\ndata: c\n\n", {"x|a", "|b", "|c"});
}

BOOST_AUTO_TEST_CASE(field_names_are_exact) {
    check("Data: a\n data: b\ndata : c\n\n", {});
}

BOOST_AUTO_TEST_CASE(an_event_without_its_empty_line_is_dropped) {
    check("data: a\n\ndata: b\n", {"|a"});
    check("data: [DONE]", {});
}

BOOST_AUTO_TEST_CASE(any_split_gives_the_same_events) {
    const std::string_view stream = "\xEF\xBB\xBF: c\r\n\r\nevent: n\r\ndata: a\r\ndata:b\r\n\r\n"
                                    "data: \xE6\xBC\xA2\r\rid\rdata: d\n\n\n\r\ndata:\n\n";
    const events whole = parse(stream);
    BOOST_TEST(whole.size() == 4u);
    for (std::size_t piece = 1; piece < stream.size(); ++piece)
        BOOST_TEST(parse(stream, piece) == whole, boost::test_tools::per_element());
    for (std::size_t border = 1; border < stream.size(); ++border) {
        events seen;
        sse_parser parser;
        const auto note = [&](std::string_view name, std::string_view data) {
            seen.push_back(std::string(name) + "|" + std::string(data));
        };
        tests::feed(parser, stream.substr(0, border), note);
        tests::feed(parser, stream.substr(border), note);
        BOOST_TEST(seen == whole, boost::test_tools::per_element());
    }
}

// The bytes of each event as the parser gives them, its data behind a bar.
events sent(std::string_view stream, std::size_t piece = std::string_view::npos) {
    events seen;
    sse_parser parser;
    for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size())))
        for (std::string_view rest = stream.substr(0, piece); parser.next(rest);)
            seen.push_back(std::string(parser.as_sent()) + "|" + std::string(parser.data()));
    return seen;
}

BOOST_AUTO_TEST_CASE(an_event_is_given_as_it_was_sent) {
    const events seen = sent("\xEF\xBB\xBF"
                             "data: a\n\n: hm\n\nevent: n\ndata: b\r\n\r\ndata:c\n: d\n\n"
                             "id: 1\ndata: e\ndata: f\n\ndata: g\n\n");
    const events expected{"|a", "event: n\ndata: b\r\n\r\n|b", "data:c\n: d\n\n|c",
                          "data: e\ndata: f\n\n|e\nf", "data: g\n\n|g"};
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
    BOOST_TEST(sent("data: a\n\ndata: b\n\n", 3) == (events{"|a", "|b"}));
    BOOST_TEST(sent("data: a\n\n") == (events{"data: a\n\n|a"}));
    // A line feed that belongs to the event may follow.
    BOOST_TEST(sent("data: a\n\ndata: b\r\rdata: c\n\n") ==
               (events{"data: a\n\n|a", "|b", "data: c\n\n|c"}));
}

BOOST_AUTO_TEST_CASE(between_two_events_nothing_is_begun) {
    const auto after = [](std::string_view stream) {
        sse_parser parser;
        tests::feed(parser, stream, [](auto, auto) {});
        return parser.between_events();
    };
    for (const char* whole :
         {"data: a\n\n", "data: a\r\n\r\n", ": a\n", "\n", "event: a\n\n", "id: 1\n"})
        BOOST_TEST(after(whole), whole);
    for (const char* begun :
         {"", "\xEF\xBB", "d", "data: a\n", "event: a\n", "data: a\n\nd", "data: a\r\r"})
        BOOST_TEST(!after(begun), begun);
}

BOOST_AUTO_TEST_CASE(a_line_without_end_is_refused) {
    sse_parser parser;
    const std::string flood(1u << 20, 'x');
    for (int i = 0; i < 9; ++i)
        tests::feed(parser, flood, [](auto, auto) { BOOST_ERROR("no event was sent"); });
    BOOST_TEST(parser.overflowed());
}

BOOST_AUTO_TEST_CASE(data_over_many_lines_is_bounded_too) {
    sse_parser parser;
    const std::string line = "data: " + std::string(1u << 20, 'x') + "\n";
    for (int i = 0; i < 7; ++i)
        tests::feed(parser, line, [](auto, auto) {});
    BOOST_TEST(!parser.overflowed());
    for (int i = 0; i < 2; ++i)
        tests::feed(parser, line, [](auto, auto) {});
    BOOST_TEST(parser.overflowed());
    tests::feed(parser, "\n\ndata: a\n\n",
                [](auto, auto) { BOOST_ERROR("read after the overflow"); });
}

BOOST_AUTO_TEST_CASE(a_large_event_within_the_bound_is_whole) {
    sse_parser parser;
    const std::string text(7u << 20, 'x');
    std::size_t seen = 0;
    tests::feed(parser, "data: " + text + "\n\n",
                [&](auto, std::string_view data) { seen = data.size(); });
    BOOST_TEST(seen == text.size());
}

BOOST_AUTO_TEST_CASE(the_bounds_are_kept_to_the_byte) {
    const auto overflows = [](const std::string& lines) {
        sse_parser parser;
        const std::size_t middle = lines.size() / 2;
        tests::feed(parser, std::string_view(lines).substr(0, middle), [](auto, auto) {});
        tests::feed(parser, std::string_view(lines).substr(middle), [](auto, auto) {});
        return parser.overflowed();
    };
    const std::size_t most = sse_parser::max_event_bytes;
    for (const bool beyond : {false, true}) {
        BOOST_TEST(overflows(std::string(most + beyond, 'x') + "\n") == beyond);
        const std::string half = "data:" + std::string(most / 2, 'x') + "\n"; // and one to join
        const std::string rest = "data:" + std::string(most / 2 - 1 + beyond, 'x') + "\n";
        BOOST_TEST(overflows(half + rest) == beyond);
    }
}

BOOST_AUTO_TEST_SUITE_END()
