// What goes over the wire, and where to.
#include "net/exchange_bench.hpp"
#include "net/request_bytes.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <stdexcept>

using namespace preceptron;
using namespace preceptron::tests;

namespace {

secret key() {
    return std::move(secret::make("sk-test-0123456789", "test").value());
}

net::origin far() {
    return net::parse_origin("https://api.example.com/v1").value();
}

std::string bytes_of(const wire::http_request& request, const secret* k) {
    return std::string(net::request_bytes(request, far(), k).view());
}

void check_origin(std::string_view url, bool tls, std::string_view host, int port,
                  std::string_view host_header) {
    const auto o = net::parse_origin(url);
    BOOST_TEST_CONTEXT(url) {
        BOOST_REQUIRE(o.has_value());
        BOOST_TEST(o->tls == tls);
        BOOST_TEST(o->host == host);
        BOOST_TEST(o->port == port);
        BOOST_TEST(o->host_header() == host_header);
        BOOST_TEST(o->text() == (tls ? "https://" : "http://") + std::string(host_header));
    }
}

asio::awaitable<void> open_a_tunnel_and_reset_it(asio::ip::tcp::acceptor door) {
    auto socket = co_await door.async_accept(asio::use_awaitable);
    std::array<char, 1024> request;
    co_await socket.async_read_some(asio::buffer(request), asio::use_awaitable);
    const std::string answer = "HTTP/1.1 200 OK\r\n\r\n";
    co_await asio::async_write(socket, asio::buffer(answer), asio::use_awaitable);
    socket.set_option(asio::socket_base::linger(true, 0));
    socket.close();
}

} // namespace

BOOST_AUTO_TEST_SUITE(net_request)

BOOST_AUTO_TEST_CASE(a_request_is_written_with_host_fields_key_and_length) {
    const auto k = key();
    BOOST_TEST(bytes_of(small_request("{}"), &k) == "POST /v1/chat/completions HTTP/1.1\r\n"
                                                    "Host: api.example.com\r\n"
                                                    "Content-Type: application/json\r\n"
                                                    "Authorization: Bearer sk-test-0123456789\r\n"
                                                    "Content-Length: 2\r\n"
                                                    "\r\n"
                                                    "{}");
}

BOOST_AUTO_TEST_CASE(without_a_key_no_authorization_is_sent) {
    BOOST_TEST(bytes_of(small_request(), nullptr).find("Authorization") == std::string::npos);
    wire::http_request keyless = small_request();
    keyless.auth = {};
    const auto k = key();
    BOOST_TEST(bytes_of(keyless, &k).find("sk-test") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_line_break_in_a_head_forges_nothing) {
    const auto refuses = [](const wire::http_request& request) {
        BOOST_CHECK_THROW(bytes_of(request, nullptr), std::logic_error);
    };
    for (const std::string_view evil :
         {std::string_view("x\r\nX-Forged: 1"), std::string_view("x\n"), std::string_view("x\r"),
          std::string_view("x\0y", 3)}) {
        wire::http_request target = small_request();
        target.target = "/" + std::string(evil);
        refuses(target);
        wire::http_request method = small_request();
        method.method = evil;
        refuses(method);
        wire::http_request name = small_request();
        name.fields.add(std::string(evil), "1");
        refuses(name);
        wire::http_request value = small_request();
        value.fields.add("X-Title", std::string(evil));
        refuses(value);
        BOOST_TEST(secret::make(evil, "test").has_error());
    }
}

BOOST_AUTO_TEST_CASE(a_forged_request_leaves_nothing_on_the_wire_nor_in_the_pool) {
    exchange_bench bench({{whole_response("hello")}});
    wire::http_request evil = small_request();
    evil.fields.add("X-Title", "x\r\nX-Forged: 1");
    BOOST_CHECK_THROW(bench.exchange(evil), std::logic_error);
    bench.run_until([&] { return bench.server.open_now() == 0; });
    BOOST_TEST(bench.server.requests().empty());
    BOOST_TEST(bench.pool.idle() == 0);
}

BOOST_AUTO_TEST_CASE(a_base_url_s_origin_is_read) {
    check_origin("https://api.openai.com/v1", true, "api.openai.com", 443, "api.openai.com");
    check_origin("https://API.OpenAI.com", true, "api.openai.com", 443, "api.openai.com");
    check_origin("http://localhost:8000/v1/", false, "localhost", 8000, "localhost:8000");
    check_origin("http://localhost", false, "localhost", 80, "localhost");
    check_origin("https://localhost:443", true, "localhost", 443, "localhost");
    check_origin("http://localhost:443", false, "localhost", 443, "localhost:443");
    check_origin("https://127.0.0.1:8443", true, "127.0.0.1", 8443, "127.0.0.1:8443");
    check_origin("https://[::1]:8443/v1", true, "::1", 8443, "[::1]:8443");
    check_origin("https://[::1]", true, "::1", 443, "[::1]");
}

BOOST_AUTO_TEST_CASE(what_is_no_origin_is_refused_in_words) {
    for (const std::string_view url :
         {"", "api.openai.com/v1", "ftp://api.openai.com", "https://", "https:///v1",
          "https://a b/", "https://x:0/", "https://x:99999/", "https://x:port/"}) {
        const auto o = net::parse_origin(url);
        BOOST_TEST_CONTEXT(url) {
            BOOST_REQUIRE(o.has_error());
            BOOST_TEST((o.error().code == errc::bad_configuration));
            BOOST_TEST(o.error().message.starts_with("'"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_port_where_nobody_listens_and_a_name_nobody_has_are_connect_errors) {
    exchange_bench bench({});
    std::uint16_t closed = 0;
    {
        asio::ip::tcp::acceptor door(bench.context, {asio::ip::address_v4::loopback(), 0});
        closed = door.local_endpoint().port();
    }
    for (const auto& [peer, why] : {std::pair{net::origin{true, "127.0.0.1", closed},
                                              "could not connect: Connection refused"},
                                    std::pair{net::origin{true, "nobody.invalid", 443},
                                              "nobody.invalid could not be resolved"}}) {
        net::connection_pool nowhere(bench.context.get_executor(), peer, &bench.tls);
        const auto outcome = bench.exchange_with(nowhere);
        BOOST_TEST((outcome.end == wire::body_end::cut));
        BOOST_TEST((outcome.error->code == errc::network));
        BOOST_TEST(outcome.error->message.find(why) != std::string::npos, outcome.error->message);
        BOOST_TEST(!outcome.request_left);
    }
}

// Whoever refuses a request by its head closes, and what he did not read becomes a reset.
BOOST_AUTO_TEST_CASE(an_answer_that_came_before_the_request_was_taken_is_read) {
    for (const auto protocol : {scripted_server::speaks::tls, scripted_server::speaks::plain})
        for (const auto then : {turn::after::close, turn::after::drop}) {
            exchange_bench bench(
                {{.bytes = "HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\n\r\nlong",
                  .then = then,
                  .at_head = true}},
                protocol);
            const std::string more_than_sockets_hold(32 << 20, 'x');
            const auto outcome = bench.exchange(small_request(more_than_sockets_hold));
            BOOST_TEST(!outcome.error, (outcome.error ? outcome.error->message : ""));
            BOOST_TEST((outcome.end == wire::body_end::complete));
            BOOST_TEST_REQUIRE(bench.answer.head.has_value());
            BOOST_TEST(bench.answer.head->status == 413);
            BOOST_TEST(bench.answer.body == "long");
            BOOST_TEST(outcome.request_left);
            BOOST_TEST(!outcome.times.sent.has_value());
            BOOST_TEST(bench.pool.idle() == 0);
        }
}

BOOST_AUTO_TEST_CASE(a_request_that_is_cut_off_and_not_answered_is_a_loss) {
    exchange_bench bench({{.bytes = "", .then = turn::after::reset, .at_head = true}});
    const auto outcome = bench.exchange(small_request(std::string(32 << 20, 'x')));
    BOOST_TEST((outcome.end == wire::body_end::cut));
    BOOST_TEST_REQUIRE(outcome.error.has_value());
    BOOST_TEST((outcome.error->code == errc::network));
    BOOST_TEST(outcome.request_left);
    BOOST_TEST(!bench.answer.head.has_value());
}

// A tunnel's end lets both ends act in turn: the connection is open, and reset before the request.
BOOST_AUTO_TEST_CASE(a_request_whose_first_byte_nobody_takes_has_not_left) {
    exchange_bench bench({}, scripted_server::speaks::plain);
    asio::ip::tcp::acceptor door(bench.context, {asio::ip::address_v4::loopback(), 0});
    net::proxy via;
    via.host = "127.0.0.1";
    via.port = door.local_endpoint().port();
    net::connection_pool tunnels(bench.context.get_executor(), bench.pool.peer(), nullptr, &via);
    asio::co_spawn(bench.context, open_a_tunnel_and_reset_it(std::move(door)), asio::detached);
    const auto outcome = bench.exchange_with(tunnels);
    BOOST_TEST((outcome.end == wire::body_end::cut));
    BOOST_TEST(outcome.times.connected.has_value());
    BOOST_TEST(!outcome.times.sent.has_value());
    BOOST_TEST(!outcome.request_left);
    BOOST_TEST(via.has_served);
}

BOOST_AUTO_TEST_SUITE_END()
