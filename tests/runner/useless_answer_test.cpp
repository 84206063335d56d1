// Answers that hold no score, hold what nobody may keep, or do not end as they should.
#include "runner/trial_loop.hpp"
#include "support/peak_memory.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using after = turn::after;

namespace {

turn without_score() {
    const std::string body = openai_answer("I would rather not say.");
    return {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body};
}

} // namespace

BOOST_AUTO_TEST_SUITE(useless_answers)

BOOST_AUTO_TEST_CASE(an_answer_without_a_score_is_asked_for_twice) {
    trial_loop loop({without_score(), without_score(), {scored_response()}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "attempt 1 unparsed", "start 2", "fail unparsed"});
    BOOST_TEST(loop.bench.seen.fails.at(0).raw == "I would rather not say.");
}

BOOST_AUTO_TEST_CASE(a_score_that_the_scale_does_not_have_is_final) {
    trial_loop loop({{scored_response(1)}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "fail out_of_scale"});
}

BOOST_AUTO_TEST_CASE(a_score_that_is_missing_is_not_final_because_the_account_was_stopped) {
    trial_loop loop({without_score(),
                     {error_response("401 Unauthorized", "invalid_api_key", "invalid_request")}},
                    2);
    loop.run_one_judge();
    BOOST_TEST(loop.bench.seen.count("attempt 1 unparsed") == 1U);
    BOOST_TEST(loop.bench.seen.count("fail unparsed") == 0U);
    BOOST_TEST(loop.bench.seen.count("fail stopped") == 1U); // and the next run asks again
}

BOOST_AUTO_TEST_CASE(a_key_that_the_server_echoes_is_kept_nowhere) {
    const std::string echo = "Incorrect API key provided: " + canary + ". " + canary;
    for (const std::string_view status : {"401 Unauthorized", "400 Bad Request"}) {
        trial_loop loop(
            {{error_response(status, canary, canary, "x-request-id: " + canary + "\r\n", echo)}});
        loop.run_one_judge();
        BOOST_TEST(loop.bench.seen.fails.size() == 1U);
        BOOST_TEST(loop.bench.journal_text().find("canary") == std::string::npos);
        BOOST_TEST(loop.bench.journal_text().find("[key]") != std::string::npos);
        for (const std::string& line : loop.bench.seen.lines)
            BOOST_TEST(line.find("canary") == std::string::npos, line);
    }
    const std::string body = openai_answer("{\"score\": 3, \"justification\": \"" + canary + "\"}");
    trial_loop parrot({{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body}});
    parrot.run_one_judge();
    BOOST_TEST(parrot.bench.seen.results.size() == 1U);
    BOOST_TEST(parrot.bench.journal_text().find("canary") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_of_a_hundred_mebibytes_is_a_failure_with_little_of_it_kept) {
    trial_loop loop({{.bytes = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
                      .filler = std::string(64 * 1024, ' '),
                      .times = 1600},
                     {scored_response()}}); // never asked for: it would be as long again
    loop.begin();
    BOOST_REQUIRE(forget_peak());
    const std::size_t before = peak_memory();
    loop.run();
    if (!keeps_freed_memory)
        BOOST_TEST(peak_memory() - before < 10U * 1024 * 1024);
    BOOST_REQUIRE(loop.bench.seen.fails.size() == 1U);
    BOOST_TEST(loop.bench.seen.fails[0].raw.size() <= 64U * 1024);
    check_saved(loop, {"start 1", "fail bad_body"});
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_announced_as_too_large_is_not_asked_for_again) {
    for (const char* type : {"application/json", "text/event-stream"}) {
        trial_loop loop({{"HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) +
                          "\r\nContent-Length: 99999999999\r\n\r\n{"},
                         {scored_response()}});
        loop.run_one_judge();
        check_saved(loop, {"start 1", "fail bad_body"});
        BOOST_TEST(loop.bench.seen.fails.at(0).message.find("larger than this program reads") !=
                   std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_body_of_unknown_length_that_ends_early_may_be_billed_twice) {
    const std::string body = openai_answer("{\"score\": 3, \"justification\": \"x\"}");
    trial_loop loop({{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                      "Connection: close\r\n\r\n" +
                          body.substr(0, body.size() - 20),
                      after::close},
                     {scored_response()}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "attempt 1 truncated", "start 2", "result"});
}

BOOST_AUTO_TEST_SUITE_END()
