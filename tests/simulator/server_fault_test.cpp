// Faults as a client meets them.
#include "questions.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace asio = boost::asio;

namespace {

server_settings with(fault kind) {
    server_settings settings = quick();
    settings.faults = {{kind, 1}};
    return settings;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_server_fault)

BOOST_AUTO_TEST_CASE(a_reset_is_a_reset_and_no_orderly_end) {
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

BOOST_AUTO_TEST_CASE(a_stalled_answer_is_silent_in_its_middle) {
    server_settings settings = with(fault::stall);
    settings.single_write = true;
    running_server simulated(settings);
    for (const bool stream : {true, false}) {
        loopback_client client(simulated.port(), (*simulated).authority_pem());
        client.send(question("/v1/chat/completions", stream));
        // Stopping the server is what ends the silence; the destructor proves that it does.
        std::string got;
        while (got.find(stream ? "\"content\":\"{" : "\"object\"") == std::string::npos)
            got += client.receive_some();
        BOOST_TEST(got.starts_with("HTTP/1.1 200 OK\r\n"));
        BOOST_TEST(got.find("\"stop\"") == std::string::npos);
    }
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

BOOST_AUTO_TEST_SUITE_END()
