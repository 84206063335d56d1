#include "loopback_client.hpp"
#include "simulator/server.hpp"

#include <boost/json.hpp>
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

server_settings quick() {
    server_settings settings;
    settings.ttft = settings.gap = std::chrono::milliseconds(0);
    settings.events = 5;
    return settings;
}

server_settings with(fault kind) {
    server_settings settings = quick();
    settings.faults = {{kind, 1}};
    return settings;
}

http::request<http::string_body> question(const std::string& target, bool stream) {
    http::request<http::string_body> request(http::verb::post, target, 11);
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::content_type, "application/json");
    request.set(http::field::authorization, "Bearer k");
    request.set("anthropic-version", "2023-06-01");
    request.body() = R"({"model":"sim-strong","max_tokens":900,"messages":[{"role":"user",)"
                     R"("content":"<reference>gout</reference><answer>gout</answer>"}],"stream":)" +
                     std::string(stream ? "true}" : "false}");
    request.prepare_payload();
    return request;
}

struct format_case {
    const char* target;
    const char* text_in_body;
    const char* text_in_event;
    const char* last_event;
};
constexpr format_case formats[] = {
    {"/v1/chat/completions", "/choices/0/message/content", "/choices/0/delta/content",
     "data: [DONE]\n\n"},
    {"/api/v1/chat/completions", "/choices/0/message/content", "/choices/0/delta/content",
     "data: [DONE]\n\n"},
    {"/v1/messages", "/content/0/text", "/delta/text",
     "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"},
    {"/openai/deployments/sim-strong/chat/completions?api-version=2024-10-21",
     "/choices/0/message/content", "/choices/0/delta/content", "data: [DONE]\n\n"},
    {"/openai/v1/chat/completions", "/choices/0/message/content", "/choices/0/delta/content",
     "data: [DONE]\n\n"},
};

std::string streamed_text(const std::string& body, const char* pointer) {
    std::string text;
    for (std::size_t at = body.find("data: {"); at != std::string::npos;
         at = body.find("data: {", at + 1)) {
        const json::value event =
            json::parse(std::string_view(body).substr(at + 6, body.find("\n\n", at) - at - 6));
        boost::system::error_code error;
        if (const json::value* piece = event.find_pointer(pointer, error))
            text += std::string_view(piece->as_string());
    }
    return text;
}

double score_in(std::string_view text) {
    return json::value_to<double>(json::parse(text).at("score"));
}

http_answer ask(loopback_client& client, const std::string& target, bool stream) {
    client.send(question(target, stream));
    http_answer answer;
    const auto error = client.receive(answer);
    BOOST_REQUIRE_MESSAGE(!error, error.message());
    return answer;
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

BOOST_AUTO_TEST_CASE(a_reset_is_a_reset_with_half_the_text_before_it) {
    for (const bool stream : {true, false}) {
        running_server simulated(with(fault::reset));
        loopback_client client(simulated.port(), (*simulated).authority_pem());
        client.send(question("/v1/chat/completions", stream));
        http_answer answer;
        // The kernel may drop what it has not handed over yet, so only the error is certain.
        const auto error = client.receive(answer);
        BOOST_TEST((error == asio::error::connection_reset), error.message());
    }
}

BOOST_AUTO_TEST_CASE(a_truncated_stream_ends_well_and_a_truncated_body_does_not) {
    running_server simulated(with(fault::truncate));
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    const http_answer stream = ask(client, "/v1/chat/completions", true);
    BOOST_TEST(!streamed_text(stream.body(), "/choices/0/delta/content").empty());
    BOOST_TEST(stream.body().find("\"stop\"") == std::string::npos);
    client.send(question("/v1/chat/completions", false));
    http_answer body;
    BOOST_TEST((client.receive(body) == http::error::partial_message));
}

BOOST_AUTO_TEST_CASE(a_stalled_answer_is_silent_after_its_head) {
    running_server simulated(with(fault::stall));
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    client.send(question("/v1/chat/completions", true));
    // Stopping the server is what ends the silence; the destructor proves that it does.
    const std::string head = client.receive_some();
    BOOST_TEST(head.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(head.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(errors_under_status_200_are_errors_of_the_format) {
    running_server simulated(with(fault::error_event));
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    for (const auto& [target, in_body, in_event, last] : formats) {
        BOOST_TEST(ask(client, target, true).body().find("\"error\"") != std::string::npos);
        BOOST_TEST(json::parse(ask(client, target, false).body()).as_object().contains("error"));
    }
}

BOOST_AUTO_TEST_CASE(garbage_is_not_json) {
    running_server simulated(with(fault::garbage));
    loopback_client client(simulated.port(), (*simulated).authority_pem());
    boost::system::error_code error;
    json::parse(ask(client, "/v1/chat/completions", false).body(), error);
    BOOST_TEST(error.failed());
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
