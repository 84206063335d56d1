// No server can make an exchange cost much memory, whatever it sends.
#include "net/exchange_bench.hpp"
#include "support/peak_memory.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;
using namespace preceptron::tests;
using after = turn::after;
using wire::body_end;

namespace {

constexpr std::size_t mebibyte = 1024 * 1024;
constexpr std::size_t body_limit = net::response_parser::most_body_bytes;
const std::string head = "HTTP/1.1 200 OK\r\n";

std::string kibibytes(std::size_t n) {
    return std::string(n * 1024, 'x');
}

net::exchange_outcome check_refused(exchange_bench& bench, std::string_view why) {
    const auto outcome = bench.exchange();
    BOOST_REQUIRE(outcome.error.has_value());
    const std::string& said = outcome.error->message;
    const bool by_size =
        said.find("larger than") != said.npos || said.find("too many") != said.npos;
    BOOST_TEST((outcome.end == (by_size ? body_end::too_large : body_end::cut)), said);
    BOOST_TEST(outcome.error->message.find(why) != std::string::npos, outcome.error->message);
    BOOST_TEST(bench.pool.idle() == 0);
    bench.run_until([&] { return bench.server.open_now() == 0; }); // and the server is told
    return outcome;
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_bounds)

BOOST_AUTO_TEST_CASE(a_head_of_eight_kibibytes_is_read_and_a_larger_one_is_not) {
    const std::string large = "X-Large: " + kibibytes(7) + "\r\n";
    exchange_bench good({{whole_response("hello", large)}});
    BOOST_TEST(!good.exchange().error.has_value());
    exchange_bench one_field({{head + "X-Bomb: " + kibibytes(9) + "\r\n\r\n"}});
    check_refused(one_field, "the header is larger than 8 KiB");
    exchange_bench endless(
        {{.bytes = head, .filler = "X-Bomb: " + kibibytes(1) + "\r\n", .times = 100'000}});
    check_refused(endless, "the header is larger than 8 KiB");
    exchange_bench no_line({{.bytes = "", .filler = kibibytes(1), .times = 100'000}});
    check_refused(no_line, "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(ten_interim_responses_are_skipped_and_more_are_a_flood) {
    std::string ten;
    for (int i = 0; i < 10; ++i)
        ten += "HTTP/1.1 103 Early Hints\r\n\r\n";
    exchange_bench good({{ten + whole_response("hello")}});
    BOOST_TEST(!good.exchange().error.has_value());
    exchange_bench eleven({{ten + "HTTP/1.1 103 Early Hints\r\n\r\n" + whole_response("hello")}});
    check_refused(eleven, "too many interim responses");
    exchange_bench flood(
        {{.bytes = "", .filler = "HTTP/1.1 100 Continue\r\n\r\n", .times = 1'000'000}});
    check_refused(flood, "too many interim responses");
}

BOOST_AUTO_TEST_CASE(a_body_of_eight_mebibytes_is_read_and_a_larger_one_is_not) {
    exchange_bench good({{.bytes = head + "Content-Length: 8388608\r\n\r\n",
                          .filler = kibibytes(64),
                          .times = 128}});
    BOOST_TEST(!good.exchange().error.has_value());
    BOOST_TEST(good.answer.body_bytes == body_limit);
    exchange_bench announced({{head + "Content-Length: 8388609\r\n\r\n"}});
    check_refused(announced, "the body is larger than 8 MiB");
    BOOST_TEST(announced.answer.body_bytes == 0);
    BOOST_TEST_REQUIRE(announced.answer.head.has_value()); // which says all there is to know
    BOOST_TEST(announced.answer.head->status == 200);
    exchange_bench chunks(
        {{.bytes = chunked_head(), .filler = chunk(kibibytes(64)), .times = 1'000'000}});
    check_refused(chunks, "the body is larger than 8 MiB");
    BOOST_TEST(chunks.answer.body_bytes <= body_limit);
    exchange_bench unbounded(
        {{.bytes = head + "\r\n", .filler = kibibytes(64), .times = 1'000'000}});
    check_refused(unbounded, "the body is larger than 8 MiB");
    BOOST_TEST(unbounded.answer.body_bytes <= body_limit);
}

BOOST_AUTO_TEST_CASE(a_stream_may_be_longer_than_a_body) {
    const std::string stream = head + "Content-Type: Text/Event-Stream; charset=utf-8\r\n"
                                      "Transfer-Encoding: chunked\r\n\r\n";
    const std::string piece = chunk(kibibytes(64));
    std::string whole = stream;
    for (int i = 0; i < 9 * 16; ++i)
        whole += piece;
    exchange_bench good({{whole + chunk("")}});
    BOOST_TEST(!good.exchange().error.has_value());
    BOOST_TEST(good.answer.body_bytes == 9 * mebibyte);
    exchange_bench endless({{.bytes = stream, .filler = piece, .times = 1'000'000}});
    check_refused(endless, "the body is larger than 72 MiB");
    BOOST_TEST(endless.answer.body_bytes <= net::response_parser::most_stream_bytes);
}

BOOST_AUTO_TEST_CASE(what_rides_on_chunks_is_bounded_too) {
    exchange_bench extension(
        {{.bytes = chunked_head() + "5;name=", .filler = kibibytes(1), .times = 100'000}});
    check_refused(extension, "127.0.0.1");
    exchange_bench trailer({{.bytes = chunked_head() + chunk("hello") + "0\r\n",
                             .filler = "X-Trailer: " + kibibytes(1) + "\r\n",
                             .times = 100'000}});
    check_refused(trailer, "127.0.0.1");
    exchange_bench size({{.bytes = chunked_head(), .filler = "0", .times = 1'000'000}});
    check_refused(size, "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(an_answer_of_a_hundred_mebibytes_costs_less_than_ten) {
    const std::string filler = kibibytes(64);
    for (const std::string& announced :
         {head + "\r\n", chunked_head(), head + "Content-Length: 104857600\r\n\r\n"}) {
        const bool chunked = announced == chunked_head();
        exchange_bench bench(
            {{.bytes = announced, .filler = chunked ? chunk(filler) : filler, .times = 1600}});
        bench.answer.keep = 0;
        BOOST_REQUIRE(forget_peak());
        const std::size_t before = peak_memory();
        check_refused(bench, "the body is larger than 8 MiB");
        BOOST_TEST(peak_memory() - before < 10 * mebibyte);
    }
}

BOOST_AUTO_TEST_CASE(pieces_are_handed_on_as_they_come) {
    exchange_bench bench({{.bytes = chunked_head() + chunk(kibibytes(512)) + chunk("")}});
    BOOST_TEST(!bench.exchange().error.has_value());
    BOOST_TEST(bench.answer.body_bytes == 512 * 1024);
    BOOST_TEST(bench.answer.pieces > 16); // never the whole chunk at once
}

BOOST_AUTO_TEST_SUITE_END()
