// How a response's end is found, and what happens to one that has none.
#include "net/exchange_bench.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using after = turn::after;
using wire::body_end;
using namespace std::chrono_literals;

namespace {

const std::string head = "HTTP/1.1 200 OK\r\n";
const std::string unbounded = head + "Content-Type: text/plain\r\n\r\n"; // ends with the connection

void check_whole(turn script, std::string_view body, body_end end = body_end::complete) {
    const std::string bytes = script.bytes;
    for (const std::size_t piece : {std::string::npos, std::size_t(1), std::size_t(7)}) {
        script.piece = piece;
        exchange_bench bench({script});
        const auto outcome = bench.exchange();
        BOOST_TEST_CONTEXT(bytes << " in pieces of " << piece) {
            BOOST_TEST(!outcome.error.has_value());
            BOOST_TEST((outcome.end == end));
            BOOST_TEST(bench.answer.head->status == 200);
            BOOST_TEST(bench.answer.body == body);
        }
    }
}

// The response ends in failure; what came before it was handed on.
void check_cut(turn script, std::string_view body, std::string_view why) {
    exchange_bench bench({script});
    const auto outcome = bench.exchange();
    BOOST_TEST_CONTEXT(script.bytes) {
        BOOST_TEST((outcome.end == body_end::cut));
        BOOST_REQUIRE(outcome.error.has_value());
        BOOST_TEST((outcome.error->code == errc::network));
        BOOST_TEST(outcome.error->message.find(why) != std::string::npos, outcome.error->message);
        BOOST_TEST(outcome.request_left);
        BOOST_TEST(bench.answer.body == body);
        BOOST_TEST(bench.pool.idle() == 0);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_framing)

BOOST_AUTO_TEST_CASE(a_content_length_bounds_the_body) {
    check_whole({whole_response("hello")}, "hello");
    check_whole({whole_response("")}, "");
}

BOOST_AUTO_TEST_CASE(chunks_are_joined_whatever_rides_on_them) {
    check_whole({chunked_head() + chunk("one, ") + chunk("two") + chunk("")}, "one, two");
    check_whole({chunked_head() + "0005;name=value;flag\r\nhello\r\n" +
                 "A ; q=\"x\"\r\n0123456789\r\n" + "0;last\r\nX-Trailer: 1\r\nX-Other: 2\r\n\r\n"},
                "hello0123456789");
}

BOOST_AUTO_TEST_CASE(trailers_are_no_header_fields) {
    exchange_bench bench({{chunked_head() + chunk("x") + "0\r\nRetry-After: 9\r\n\r\n"}});
    BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(!bench.answer.head->fields.find("Retry-After").has_value());
}

BOOST_AUTO_TEST_CASE(a_body_of_unknown_length_ends_with_an_orderly_end_only) {
    check_whole({unbounded + "hello", after::close}, "hello", body_end::closed);
    check_cut({unbounded + "hello", after::drop}, "hello", "closed without a goodbye");
}

BOOST_AUTO_TEST_CASE(an_old_server_is_understood) {
    check_whole({"HTTP/1.0 200 OK\r\n\r\nhello", after::close}, "hello", body_end::closed);
}

BOOST_AUTO_TEST_CASE(heads_may_be_written_oddly) {
    check_whole({"HTTP/1.1 200 \r\ncontent-LENGTH:5\r\nX-Empty:\r\n\r\nhello"}, "hello");
}

BOOST_AUTO_TEST_CASE(interim_responses_are_skipped) {
    check_whole({"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" +
                 whole_response("hello")},
                "hello");
}

BOOST_AUTO_TEST_CASE(an_interim_response_s_fields_are_not_the_response_s) {
    exchange_bench bench({{"HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + whole_response("")}});
    BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(!bench.answer.head->fields.find("X-Early").has_value());
}

BOOST_AUTO_TEST_CASE(a_body_cut_short_is_no_body) {
    for (const after how : {after::close, after::drop}) {
        check_cut({head + "Content-Length: 10\r\n\r\nhello", how}, "hello", "127.0.0.1");
        check_cut({chunked_head() + chunk("hello"), how}, "hello", "127.0.0.1");
        check_cut({chunked_head() + "a\r\nhello", how}, "hello", "127.0.0.1");
        check_cut({chunked_head() + chunk("hello") + "0\r\n", how}, "hello", "127.0.0.1");
        check_cut({head + "Content-Le", how}, "", "127.0.0.1");
        check_cut({"", how}, "", "127.0.0.1");
    }
    check_cut({head + "Content-Length: 10\r\n\r\nhello", after::close}, "hello",
              "in the middle of the body");
    check_cut({"", after::close}, "", "before the response");
}

BOOST_AUTO_TEST_CASE(a_reset_in_the_middle_of_a_body_is_a_loss) {
    exchange_bench bench({{.bytes = chunked_head() + chunk("hello"), .then = after::reset}});
    const auto outcome = bench.exchange();
    BOOST_TEST((outcome.end == body_end::cut));
    BOOST_REQUIRE(outcome.error.has_value());
    BOOST_TEST((outcome.error->code == errc::network));
}

BOOST_AUTO_TEST_CASE(what_is_not_http_is_refused) {
    check_cut({"SSH-2.0-OpenSSH_9.2\r\n\r\n", after::close}, "", "127.0.0.1");
    check_cut({"HTTP/2 200\r\n\r\n", after::close}, "", "127.0.0.1");
    check_cut({"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", after::close}, "",
              "changed the protocol");
    for (const char* status : {"000", "099"})
        check_cut(
            {"HTTP/1.1 " + std::string(status) + " X\r\nContent-Length: 0\r\n\r\n", after::close},
            "", "none of HTTP's");
}

BOOST_AUTO_TEST_CASE(a_plain_request_to_a_server_that_wants_tls_is_known_by_its_answer) {
    const auto told = [](const turn& answer, scripted_server::speaks protocol) {
        exchange_bench bench({answer}, protocol);
        const auto error = bench.exchange().error;
        BOOST_REQUIRE(error.has_value());
        return error->message.find("does the server want https?") != std::string::npos;
    };
    const auto plain = scripted_server::speaks::plain, tls = scripted_server::speaks::tls;
    BOOST_TEST(told({"", after::close}, plain));
    BOOST_TEST(told({std::string("\x15\x03\x01\x00\x02\x02\x46", 7), after::close}, plain));
    BOOST_TEST(!told({head + "Content-Le", after::close}, plain));
    BOOST_TEST(!told({"SSH-2.0-OpenSSH_9.2\r\n\r\n", after::close}, plain));
    BOOST_TEST(!told({"", after::close}, tls));

    exchange_bench kept({{whole_response("")}, {"", after::close}}, plain);
    BOOST_REQUIRE(!kept.exchange().error.has_value());
    const auto gone = kept.exchange(); // on the connection that has brought an answer
    BOOST_TEST(gone.reused_connection);
    BOOST_REQUIRE(gone.error.has_value());
    BOOST_TEST(gone.error->message.find("https?") == std::string::npos, gone.error->message);
}

BOOST_AUTO_TEST_CASE(framing_that_contradicts_itself_is_refused) {
    const std::string two = head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!";
    check_cut({two, after::close}, "", "127.0.0.1");
    check_cut({head + "Content-Length: -5\r\n\r\nhello", after::close}, "", "127.0.0.1");
    check_cut({head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("hello"),
               after::close},
              "", "127.0.0.1");
    check_cut({chunked_head() + "5z\r\nhello\r\n", after::close}, "", "127.0.0.1");
    check_cut({chunked_head() + "-5\r\nhello\r\n", after::close}, "", "127.0.0.1");
    check_cut({chunked_head() + "3\r\nhello\r\n", after::close}, "hel", "127.0.0.1");
    check_cut({chunked_head() + "ffffffffffffffffff\r\nhello\r\n", after::close}, "", "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_and_is_not_followed) {
    exchange_bench elsewhere({{whole_response("stolen")}});
    exchange_bench bench(
        {{"HTTP/1.1 307 Temporary Redirect\r\nLocation: https://127.0.0.1:" +
          std::to_string(elsewhere.server.port()) + "/\r\nContent-Length: 0\r\n\r\n"}});
    const auto outcome = bench.exchange();
    BOOST_TEST(!outcome.error.has_value());
    BOOST_TEST(bench.answer.head->status == 307);
    elsewhere.context.poll();
    BOOST_TEST(elsewhere.server.accepted() == 0);
    BOOST_TEST(bench.server.requests().size() == 1);
}

BOOST_AUTO_TEST_CASE(a_sink_that_has_enough_ends_an_exchange_whose_server_never_would) {
    for (const turn& rest :
         {turn{.bytes = "", .then = after::hang}, turn{.bytes = chunk("more"), .then = after::hang},
          turn{.bytes = "broken", .then = after::hang}, turn{.bytes = "", .then = after::drop},
          turn{.bytes = "", .filler = chunk("more"), .times = 100'000'000}}) {
        turn script = rest;
        script.bytes = chunked_head() + chunk("data: [DONE]") + rest.bytes;
        exchange_bench bench({script});
        bench.answer.enough = 12;
        const auto outcome = bench.exchange();
        BOOST_TEST_CONTEXT(script.bytes) {
            BOOST_TEST(!outcome.error.has_value());
            BOOST_TEST((outcome.end == body_end::stopped));
            BOOST_TEST(bench.answer.body == "data: [DONE]");
            BOOST_TEST(bench.pool.idle() == 0); // the rest of that response may still come
            BOOST_TEST((*outcome.times.done - *outcome.times.first_byte < 200ms));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_connection_is_kept_when_the_end_follows_what_the_sink_wanted) {
    const std::string wanted = chunked_head() + chunk("data: [DONE]");
    for (const std::string& bytes : {wanted + chunk(""), wanted + chunk("more") + chunk("")})
        for (const std::size_t piece : {std::string::npos, wanted.size(), std::size_t(1)}) {
            exchange_bench bench({{.bytes = bytes, .piece = piece}, {whole_response("next")}});
            bench.answer.enough = 12;
            BOOST_TEST(!bench.exchange().error.has_value());
            BOOST_TEST(bench.answer.body == "data: [DONE]");
            BOOST_TEST(bench.exchange().reused_connection);
        }
}

BOOST_AUTO_TEST_CASE(a_compressed_body_is_handed_on_as_it_is) {
    const std::string squeezed("\x1f\x8b\x08\x00\x00\x01\x02", 7);
    exchange_bench bench({{whole_response(squeezed, "Content-Encoding: gzip\r\n")}});
    BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(bench.answer.body == squeezed);
    BOOST_TEST(*bench.answer.head->fields.find("content-encoding") == "gzip");
}

BOOST_AUTO_TEST_SUITE_END()
