// What servers that speak OpenAI's format say in words and forms of others.
#include "provider/openai_answer.hpp"
#include "provider/response_decoder.hpp"
#include "provider/retry_after.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;
using namespace preceptron::provider;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view events =
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"{\\\"score\\\": 4}\"}}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    "data: [DONE]\n\n";

attempt_outcome read(std::string_view body, const std::string& content_type, std::size_t piece,
                     int status = 200) {
    wire::http_response_head head;
    head.status = status;
    if (!content_type.empty())
        head.fields.add("Content-Type", content_type);
    response_decoder decoder(openai_answers(), head, {});
    for (; !body.empty() && !decoder.satisfied(); body.remove_prefix(std::min(piece, body.size())))
        decoder.feed(body.substr(0, piece));
    return decoder.finish(wire::body_end::complete);
}

} // namespace

BOOST_AUTO_TEST_SUITE(foreign_words)

BOOST_AUTO_TEST_CASE(of_an_end_are_known_in_either_case) {
    const auto ends = [](ending how, std::initializer_list<const char*> words) {
        for (const char* const word : words)
            BOOST_TEST((openai_answers().ending_of(word) == how), word);
    };
    ends(ending::cut, {"length", "Length", "MAX_TOKENS", "max_output_tokens", "incomplete"});
    ends(ending::filtered, {"content_filter", "CONTENT_FILTER", "SAFETY", "recitation"});
    ends(ending::refused, {"refusal"});
    ends(ending::broken, {"abort", "cancelled", "timeout"});
    ends(ending::unexpected, {"tool_calls"});
    ends(ending::finished, {"stop", "STOP", "eos", "end_turn"});
}

BOOST_AUTO_TEST_CASE(a_stream_that_is_not_called_one_is_told_by_its_first_line) {
    for (const char* const type : {"", "text/plain", "application/json"})
        for (const std::string before :
             {"", ": ping\n\n", "event: message\n", "\xEF\xBB\xBF", "\r\n"})
            for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::string::npos}) {
                const auto outcome = read(before + std::string(events), type, piece);
                BOOST_REQUIRE_MESSAGE(std::holds_alternative<reply>(outcome), type << before);
                BOOST_TEST(std::get<reply>(outcome).text == "{\"score\": 4}");
            }
}

BOOST_AUTO_TEST_CASE(what_a_stream_says_instead_of_an_answer_is_kept) {
    const std::string said = R"({"detail":"the model crashed: out of memory"})";
    const auto outcome = read("data: " + said + "\n\n", "text/event-stream", std::string::npos);
    const auto* const failed = std::get_if<attempt_failure>(&outcome);
    BOOST_REQUIRE(failed);
    BOOST_TEST((failed->kind == failure_class::truncated));
    BOOST_TEST(failed->raw == said);
    const std::string begun = R"(data: {"choices":[{"delta":{"content":"Well"}}]})";
    const auto cut = read("data: " + said + "\n\n" + begun + "\n\n", "text/event-stream", 9);
    BOOST_REQUIRE(std::holds_alternative<attempt_failure>(cut));
    BOOST_TEST(std::get<attempt_failure>(cut).raw == "Well");
}

BOOST_AUTO_TEST_CASE(what_only_begins_like_a_stream_is_a_body) {
    for (const std::string body : {"dat", "data", "even worse", "e", "<html>data: x"}) {
        const auto outcome = read(body, "text/plain", 1);
        const auto* const failed = std::get_if<attempt_failure>(&outcome);
        BOOST_REQUIRE_MESSAGE(failed, body);
        BOOST_TEST((failed->kind == failure_class::bad_body), body);
        BOOST_TEST(failed->raw == body);
    }
    const auto refused = read("data: none\n\n", "text/plain", 3, 500);
    BOOST_REQUIRE(std::holds_alternative<attempt_failure>(refused));
    BOOST_TEST((std::get<attempt_failure>(refused).kind == failure_class::http_error));
    BOOST_TEST(std::get<attempt_failure>(refused).raw == "data: none\n\n");
}

BOOST_AUTO_TEST_CASE(a_wait_is_read_as_openai_writes_it) {
    BOOST_TEST((find_retry_after("Limit 3, Used 3. Please try again in 7m12s. Visit") == 432s));
    BOOST_TEST((find_retry_after("Please try again in 250ms.") == 250ms));
    BOOST_TEST((find_retry_after("Please retry after 12 seconds.") == 12s));
    BOOST_TEST(!find_retry_after("Please try again in a moment.").has_value());
    BOOST_TEST(!find_retry_after("Please try again in ").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
