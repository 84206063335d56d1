#include "questions.hpp"
#include "simulator/server.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <vector>

#include <unistd.h>

using namespace preceptron;
using namespace preceptron::simulator;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace asio = boost::asio;

namespace {

double score_in(std::string_view text) {
    return json::value_to<double>(json::parse(text).at("score"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_server)

BOOST_AUTO_TEST_CASE(every_format_is_served_plain_and_streamed_on_one_verified_connection) {
    running_server simulated(quick());
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    for (const auto& [target, text_in_body, text_in_event, last_event] : formats) {
        const http_answer plain = ask(client, target, false);
        BOOST_TEST(plain.result_int() == 200, target);
        const auto text = json::parse(plain.body()).at_pointer(text_in_body).as_string();
        BOOST_TEST(score_in(text) == 10, target);

        const http_answer stream = ask(client, target, true);
        BOOST_TEST(stream.chunked(), target);
        BOOST_TEST(stream.body().ends_with(last_event), target);
        BOOST_TEST(streamed_text(stream.body(), text_in_event) == text, target);
    }
}

BOOST_AUTO_TEST_CASE(speaks_plain_http_when_asked) {
    server_settings settings = quick();
    settings.plain = true;
    running_server simulated(settings);
    BOOST_TEST((*simulated).origin() == "http://127.0.0.1:" + std::to_string(simulated.port()));
    loopback_client client(simulated.port(), "");
    BOOST_TEST(ask(client, "/v1/chat/completions", true).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(a_server_whose_port_is_taken_leaves_the_others_authority_alone) {
    const scratch_folder folder;
    server_settings settings = quick();
    settings.ca_file = folder.path() / "ca.pem";
    running_server first(settings);
    settings.port = first.port();
    boost::asio::io_context context;
    server second(context, settings);
    BOOST_TEST(second.start().has_error());
    std::ifstream file(settings.ca_file);
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    BOOST_TEST(kept == (*first).authority_pem());
}

BOOST_AUTO_TEST_CASE(tls_is_modern) {
    running_server simulated(quick());
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    BOOST_TEST(SSL_get_version(client.native_tls()) == "TLSv1.3");
}

BOOST_AUTO_TEST_CASE(a_certificate_that_does_not_fit_is_refused_by_the_client) {
    for (const certificate_flaws flaws :
         {certificate_flaws{.expired = true}, certificate_flaws{.wrong_host = true}}) {
        server_settings settings = quick();
        settings.certificate = flaws;
        running_server simulated(settings);
        BOOST_CHECK_THROW(loopback_client(simulated.port(), (*simulated).authority_pem()),
                          boost::system::system_error);
    }
    running_server one(quick());
    running_server other(quick());
    BOOST_CHECK_THROW(loopback_client(one.port(), (*other).authority_pem()),
                      boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(the_authority_is_written_where_asked_and_requests_are_logged) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("preceptron_simulator_" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    server_settings settings = quick();
    settings.ca_file = folder / "ca.pem";
    settings.log_file = folder / "requests.jsonl";
    {
        running_server simulated(settings);
        std::ifstream file(settings.ca_file);
        const std::string authority(std::istreambuf_iterator<char>(file), {});
        BOOST_TEST(authority == (*simulated).authority_pem());
        loopback_client client(simulated.port(), authority);
        ask(client, "/v1/chat/completions", false);
        ask(client, "/v1/messages", true);
        ask(client, "/nowhere", false);
    }
    std::ifstream log(settings.log_file);
    std::vector<json::value> lines;
    for (std::string line; std::getline(log, line);)
        lines.push_back(json::parse(line));
    std::filesystem::remove_all(folder);
    BOOST_REQUIRE(lines.size() == 3);
    BOOST_TEST(lines[0].at("provider") == "openai");
    BOOST_TEST(lines[1].at("provider") == "anthropic");
    BOOST_TEST(lines[2].at("status") == 404);
}

BOOST_AUTO_TEST_CASE(a_key_that_used_up_its_limit_is_told_so) {
    server_settings settings = quick();
    settings.requests_per_minute = 1;
    running_server simulated(settings);
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    const http_answer first = ask(client, "/v1/chat/completions", false);
    BOOST_TEST(first.result_int() == 200);
    BOOST_TEST(first["x-ratelimit-remaining-requests"] == "0");
    const http_answer second = ask(client, "/v1/messages", false);
    BOOST_TEST(second.result_int() == 429);
    BOOST_TEST(second["anthropic-ratelimit-requests-remaining"] == "0");
    BOOST_TEST(!second["retry-after"].empty());
}

BOOST_AUTO_TEST_CASE(a_client_that_speaks_no_http_or_leaves_harms_nobody) {
    server_settings settings = quick();
    settings.plain = true;
    running_server simulated(settings);
    loopback_client noise(simulated.port(), "");
    noise.send_raw("\x16\x03\x01 what?\r\n\r\n");
    http_answer answer;
    BOOST_TEST(!noise.receive(answer));
    BOOST_TEST(answer.result_int() == 400);
    for (int i = 0; i < 20; ++i) {
        loopback_client leaver(simulated.port(), "");
        leaver.send(question("/v1/chat/completions", true));
    }
    loopback_client client(simulated.port(), "");
    BOOST_TEST(ask(client, "/v1/chat/completions", true).result_int() == 200);
}

BOOST_AUTO_TEST_CASE(what_http_itself_refuses_is_answered_and_logged) {
    const scratch_folder folder;
    server_settings settings = quick();
    settings.plain = true;
    settings.log_file = folder.path() / "requests.jsonl";
    {
        running_server simulated(settings);
        const auto said = [&](const std::string& bytes) {
            loopback_client client(simulated.port(), "");
            client.send_raw(bytes);
            http_answer answer;
            const auto error = client.receive(answer);
            BOOST_TEST(!error, error.message());
            return answer;
        };
        for (const auto& [target, in_body, in_event, last] : formats) {
            const http_answer refused = said("POST " + std::string(target) +
                                             " HTTP/1.1\r\nContent-Length: 33554433\r\n\r\n{");
            BOOST_TEST(refused.result_int() == 413);
            BOOST_TEST(json::parse(refused.body()).as_object().contains("error"), refused.body());
        }
        const http_answer chunked = said("POST /v1/messages HTTP/1.1\r\nTransfer-Encoding: "
                                         "chunked\r\n\r\n2000001\r\n");
        BOOST_TEST(json::parse(chunked.body()).at_pointer("/error/type") == "request_too_large");
        const std::string head = "POST /v1/chat/completions HTTP/1.1\r\n";
        BOOST_TEST(said(head + "Content-Length: many\r\n\r\n").result_int() == 400);
        BOOST_TEST(said(head + "X: " + std::string(70'000, 'x')).result_int() == 400);
    }
    std::ifstream log(settings.log_file);
    std::vector<json::value> lines;
    for (std::string line; std::getline(log, line);)
        lines.push_back(json::parse(line));
    BOOST_REQUIRE(lines.size() == std::size(formats) + 3);
    BOOST_TEST(lines[0].at("provider") == "openai");
    BOOST_TEST(lines[2].at("provider") == "anthropic");
    BOOST_TEST(lines[2].at("status") == 413);
    BOOST_TEST(lines.back().at("provider").is_null());
    BOOST_TEST(lines.back().at("status") == 400);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_too_large_may_be_sent_to_its_end) {
    server_settings settings = quick();
    running_server simulated(settings);
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    auto large = question("/v1/chat/completions", false);
    large.body().append((std::size_t{32} << 20) + 1, ' ');
    large.prepare_payload();
    client.send(large);
    http_answer answer;
    const auto error = client.receive(answer);
    BOOST_TEST(!error, error.message());
    BOOST_TEST(answer.result_int() == 413);
}

BOOST_AUTO_TEST_CASE(a_head_request_is_answered_without_a_body) {
    server_settings settings = quick();
    settings.plain = true;
    running_server simulated(settings);
    loopback_client client(simulated.port(), "");
    // Two at once: a body of the first would stand where the second's answer begins.
    const std::string head = "HEAD /v1/models HTTP/1.1\r\n\r\n";
    client.send_raw(head + head);
    std::string got;
    while (got.size() < 4 || !got.ends_with("\r\n\r\n") ||
           got.find("HTTP/1.1 405", 1) == std::string::npos) {
        char bytes[4096];
        got.append(bytes, client.socket().read_some(asio::buffer(bytes)));
    }
    BOOST_TEST(got.starts_with("HTTP/1.1 405 "));
    BOOST_TEST(got.find('{') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_log_that_is_full_is_told_once) {
    std::vector<std::string> told;
    server_settings settings = quick();
    settings.log_file = "/dev/full";
    settings.warn = [&told](const std::string& line) { told.push_back(line); };
    {
        running_server simulated(settings);
        loopback_client client(simulated.port(), (*simulated).authority_pem());
        for (int i = 0; i < 2; ++i)
            BOOST_TEST(ask(client, "/v1/chat/completions", false).result_int() == 200);
    }
    BOOST_REQUIRE(told.size() == 1);
    BOOST_TEST(told[0].starts_with("cannot write the request log /dev/full: "));
}

BOOST_AUTO_TEST_CASE(requests_sent_together_are_answered_in_turn) {
    running_server simulated(quick());
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    client.send(question("/v1/chat/completions", true));
    client.send(question("/v1/messages", false));
    http_answer first;
    http_answer second;
    BOOST_TEST(!client.receive(first));
    BOOST_TEST(!client.receive(second));
    BOOST_TEST(first.body().starts_with("data: "));
    BOOST_TEST(json::parse(second.body()).at("type") == "message");
}

BOOST_AUTO_TEST_CASE(leave_to_send_a_body_is_given) {
    server_settings settings = quick();
    settings.plain = true;
    running_server simulated(settings);
    loopback_client client(simulated.port(), "");
    auto request = question("/v1/chat/completions", false);
    request.set(http::field::expect, "100-continue");
    http::request_serializer<http::string_body> serializer(request);
    http::write_header(client.socket(), serializer);
    http_answer go_on;
    BOOST_TEST(!client.receive(go_on));
    BOOST_TEST(go_on.result_int() == 100);
    http::write(client.socket(), serializer);
    http_answer answer;
    BOOST_TEST(!client.receive(answer));
    BOOST_TEST(answer.result_int() == 200);
}

BOOST_AUTO_TEST_CASE(a_port_in_use_is_named) {
    running_server simulated(quick());
    server_settings settings = quick();
    settings.port = simulated.port();
    asio::io_context context;
    server second(context, settings);
    const auto started = second.start();
    BOOST_REQUIRE(!started.has_value());
    BOOST_TEST(started.error().message ==
               "cannot listen on 127.0.0.1:" + std::to_string(settings.port) +
                   ": Address already in use");
}

BOOST_AUTO_TEST_CASE(stopping_closes_connections_that_wait) {
    server_settings settings = quick();
    settings.ttft = std::chrono::hours(1);
    std::optional<running_server> simulated(std::in_place, settings);
    loopback_client waiting(simulated->port(), (**simulated).authority_pem());
    waiting.send(question("/v1/chat/completions", true));
    loopback_client idle(simulated->port(), (**simulated).authority_pem());
    simulated.reset();
    http_answer answer;
    BOOST_TEST(waiting.receive(answer).failed());
    BOOST_TEST(idle.receive(answer).failed());
}

BOOST_AUTO_TEST_SUITE_END()
