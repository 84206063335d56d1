// One trial at a time against a scripted server: what is tried again, how often, and what the
// journal says of it.
#include "core/thrown_failure.hpp"
#include "runner/trial_loop.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::tests;
using namespace std::chrono_literals;
using lines = std::vector<std::string>;
using after = turn::after;

namespace {

turn server_error(std::string_view more_fields = "") {
    return {
        error_response("500 Internal Server Error", "server_error", "server_error", more_fields)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(one_trial)

BOOST_AUTO_TEST_CASE(an_answer_is_one_start_and_one_result) {
    trial_loop loop({{scored_response(4.5)}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "result"});
    const auto& r = loop.bench.seen.results.at(0);
    BOOST_TEST(r.score == 4.5);
    BOOST_TEST(r.justification == "Named.");
    BOOST_TEST(r.trial.judge == "judge");
    BOOST_TEST(r.trial.task == "cpc_bond");
    BOOST_TEST(r.trial.entry_id == "e0");
    BOOST_TEST(r.trial.attempts == 1);
    BOOST_TEST(r.served_model == "m-2026");
    BOOST_TEST(r.context_missing == (lines{"case_vignette", "question_text"}),
               boost::test_tools::per_element());
    BOOST_TEST(loop.server.requests().at(0).find("Authorization: Bearer " + canary) !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_passing_error_is_tried_again) {
    trial_loop loop({server_error(), server_error(), {scored_response()}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "attempt 1 http_error", "start 2", "attempt 2 http_error",
                       "start 3", "result"});
    BOOST_TEST(loop.bench.seen.results.at(0).trial.attempts == 3);
}

// A record that can be read so often, and is changed then.
class short_lived_record : public record_source {
  public:
    explicit short_lived_record(int reads) : reads_(reads) {}
    std::string_view read(const record_place&, record_buffer& buffer) const override {
        if (reads_-- <= 0)
            throw thrown_failure(fail(errc::bad_dataset, "changed"));
        buffer.bytes = R"({"id":"e0","response":"x","final_diagnosis":"y"})";
        return buffer.bytes;
    }

  private:
    mutable int reads_;
};

BOOST_AUTO_TEST_CASE(an_entry_that_cannot_be_read_any_more_breaks_the_run_off) {
    for (const int reads : {0, 1}) {
        trial_loop loop({server_error(), {scored_response()}});
        loop.begin();
        const short_lived_record source(reads);
        entry changed = loop.bench.run.entries[0];
        changed.record = {source, record_place{}};
        loop.bench.run.entries = {&changed, 1};
        loop.run();
        check_saved(loop, reads == 0 ? lines{} : lines{"start 1", "attempt 1 http_error"});
        BOOST_TEST(loop.bench.run.draining);
        BOOST_TEST_REQUIRE(loop.bench.run.broken.has_value());
        BOOST_TEST(loop.bench.run.broken->message == "changed");
    }
}

BOOST_AUTO_TEST_CASE(unsent_entries_that_cannot_be_read_break_the_run_off_too) {
    trial_loop loop({});
    loop.begin();
    const short_lived_record source(0);
    entry changed = loop.bench.run.entries[0];
    changed.record = {source, record_place{}};
    loop.bench.run.entries = {&changed, 1};
    loop.bench.run.budget_reached = true;
    loop.run();
    check_saved(loop, {});
    BOOST_TEST(loop.bench.run.broken.has_value());
}

BOOST_AUTO_TEST_CASE(a_refusal_for_the_rate_uses_up_no_retry_of_the_account) {
    trial_loop loop({{error_response("429 Too Many Requests", "slow_down", "rate_limit")},
                     server_error(),
                     {scored_response()}});
    loop.bench.run.retries.own = {.base = 1ms, .cap = 1ms};
    auto& judge = loop.begin();
    for (int i = 0; i < static_cast<int>(pacing::retry_budget::reserve); ++i)
        judge.lane.retries.take();
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_error_that_does_not_pass_ends_after_max_attempts) {
    trial_loop loop(std::deque<turn>(9, server_error()));
    loop.begin();
    loop.bench.run.retries.max_attempts = 4;
    loop.run();
    check_saved(loop, {"start 1", "attempt 1 http_error", "start 2", "attempt 2 http_error",
                       "start 3", "attempt 3 http_error", "start 4", "fail http_error"});
    const auto& f = loop.bench.seen.fails.at(0);
    BOOST_TEST(f.trial.attempts == 4);
    BOOST_TEST(f.http_status == 500);
    BOOST_TEST(f.retryable); // by the next run
    BOOST_TEST(loop.server.requests().size() == 4U);
}

BOOST_AUTO_TEST_CASE(what_a_providers_support_asks_for_is_recorded) {
    const std::string endless(5000, 'x');
    trial_loop loop({server_error("x-request-id: req-1\r\n"),
                     server_error("x-request-id: " + endless + "\r\n"),
                     server_error("x-request-id: of " + canary + "\r\n")});
    loop.begin();
    loop.bench.run.retries.max_attempts = 3;
    loop.run();
    BOOST_TEST(loop.bench.seen.attempts.at(0).request_id == "req-1");
    BOOST_TEST(loop.bench.seen.attempts.at(1).request_id.size() == 200U);
    BOOST_TEST(loop.bench.seen.fails.at(0).request_id == "of [key]");
}

BOOST_AUTO_TEST_CASE(an_error_that_would_come_again_is_not_tried_again) {
    trial_loop loop(
        {{error_response("400 Bad Request", "context_length_exceeded", "invalid_request_error")}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "fail http_error"});
    BOOST_TEST(!loop.bench.seen.fails.at(0).retryable);
}

BOOST_AUTO_TEST_CASE(a_prompt_that_a_filter_refuses_costs_nothing_but_with_azure) {
    const auto cost_of = [](const char* code) {
        trial_loop loop({{error_response("400 Bad Request", code, "invalid_request_error")}});
        loop.run_one_judge();
        const auto& failed = loop.bench.seen.fails.at(0);
        BOOST_TEST((failed.kind == failure_class::filtered));
        return failed.cost_usd;
    };
    BOOST_TEST(cost_of("content_policy_violation").value() == 0);
    BOOST_TEST(!cost_of("content_filter").has_value());
}

BOOST_AUTO_TEST_CASE(a_server_that_says_no_to_a_retry_gets_none) {
    trial_loop loop({server_error("x-should-retry: false\r\n")});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "fail http_error"});
}

BOOST_AUTO_TEST_CASE(the_wait_a_server_asks_for_is_waited_by_the_whole_lane) {
    trial_loop loop({{error_response("429 Too Many Requests", "rate_limit_exceeded", "requests",
                                     "retry-after-ms: 80\r\n")},
                     {scored_response()},
                     {scored_response()}},
                    2);
    const auto began = std::chrono::steady_clock::now();
    loop.begin();
    loop.bench.start();
    loop.run_until([&] { return loop.bench.seen.count("attempt") == 1; });
    BOOST_TEST((loop.bench.lanes[0].gate.paused_until() > std::chrono::steady_clock::now()));
    loop.run_until([&] { return loop.bench.seen.count("start") == 2; });
    BOOST_TEST((std::chrono::steady_clock::now() - began >= 80ms)); // the other trial waits, too
    loop.run_until([&] { return loop.bench.finished(); });
    BOOST_TEST(loop.bench.seen.results.size() == 2U);
}

// Also where the server says how long to wait; a limit of ours is none.
BOOST_AUTO_TEST_CASE(a_server_that_is_only_overloaded_is_asked_more_seldom_and_given_up) {
    for (const bool overloaded : {true, false}) {
        benchmark_loop loop(4);
        const std::string refusal =
            overloaded ? error_response("529 ", "overloaded_error", "overloaded_error",
                                        "retry-after-ms: 1\r\n")
                       : error_response("429 Too Many Requests", "rate_limit_exceeded", "requests",
                                        "retry-after-ms: 1\r\n");
        scripted_server server(loop.context.get_executor(), std::deque<turn>(12, turn{refusal}));
        loop.bench.outage.patience_at_first = 100ms;
        loop.bench.run.retries.max_attempts = 3;
        auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), canary);
        loop.bench.add_judge("judge", lane);
        loop.run();
        BOOST_TEST(lane.given_up() == overloaded);
        const std::uint64_t sent = loop.bench.seen.count("start");
        BOOST_TEST(sent == (overloaded ? loop.bench.outage.suspicious : 12U));
    }
}

BOOST_AUTO_TEST_CASE(a_longer_wait_than_is_allowed_ends_the_trial) {
    trial_loop loop({{error_response("429 Too Many Requests", "rate_limit_exceeded", "requests",
                                     "retry-after: 7200\r\n")}});
    loop.run_one_judge();
    check_saved(loop, {"start 1", "fail http_error"});
    BOOST_TEST((loop.bench.seen.fails.at(0).retry_after_s == 7200.0));
}

BOOST_AUTO_TEST_CASE(what_the_server_last_asked_to_wait_is_kept_with_the_failure) {
    const turn refused{error_response("429 Too Many Requests", "rate_limit_exceeded", "requests",
                                      "retry-after-ms: 20\r\n")};
    trial_loop loop({refused, refused});
    loop.bench.run.retries.max_attempts = 2;
    loop.run_one_judge();
    check_saved(loop, {"start 1", "attempt 1 http_error", "start 2", "fail http_error"});
    BOOST_TEST((loop.bench.seen.fails.at(0).retry_after_s == 0.02));
}

BOOST_AUTO_TEST_CASE(a_timeout_is_tried_twice) {
    trial_loop loop({{"", after::hang}, {"", after::hang}, {scored_response()}});
    loop.bench.deadlines.first_byte = 40ms;
    loop.run_one_judge();
    check_saved(loop, {"start 1", "attempt 1 timeout", "start 2", "fail timeout"});
    BOOST_TEST(loop.bench.seen.fails.at(0).message.find("timeouts: first_byte") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stale_connection_is_tried_again_at_once_and_does_not_count) {
    trial_loop loop({{scored_response()}, {"", after::close}, {scored_response()}}, 2);
    loop.begin();
    loop.bench.run.retries.max_attempts = 1;     // what counts is not tried again
    loop.bench.run.retries.own = {10min, 10min}; // and not at once
    loop.run();
    check_saved(loop, {"start 1", "result", "start 1", "attempt 1 transport", "start 2", "result"});
    BOOST_TEST(loop.server.accepted() == 2);
}

BOOST_AUTO_TEST_CASE(after_a_stale_connection_a_new_one_is_opened) {
    turn slow{scored_response()}, quick{scored_response()}, stale{"", after::close};
    slow.head_pause = 200ms; // two connections, as both are out
    quick.head_pause = 50ms;
    stale.end_pause = 300ms; // the other one is idle then, and may be stale as well
    trial_loop loop({slow, quick, stale, {scored_response()}}, 3);
    auto& lane =
        loop.bench.add_lane("openai", loop.server.port(), loop.server.authority_pem(), canary, 2);
    loop.bench.add_judge("judge", lane);
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() == 3U);
    BOOST_TEST(loop.server.accepted() == 3);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_stale_again_counts) {
    trial_loop loop({{"", after::close}});
    loop.begin();
    loop.bench.run.retries.max_attempts = 1;
    loop.run();
    check_saved(loop, {"start 1", "fail transport"}); // a new connection is never stale
}

BOOST_AUTO_TEST_CASE(a_parameter_that_is_refused_is_left_out_for_good) {
    trial_loop loop(
        {{error_response("400 Bad Request", "unsupported_parameter", "invalid_request_error", "",
                         "Unsupported parameter: 'temperature' is not supported with this model.")},
         {scored_response()},
         {scored_response()}},
        2);
    auto& judge = loop.begin();
    judge.spec.temperature = 0;
    loop.bench.run.retries.max_attempts = 1; // a lesson is no failed try
    loop.run();
    BOOST_TEST(loop.bench.seen.results.size() == 2U);
    BOOST_TEST(loop.bench.seen.count("notice judge 'judge': temperature") == 1U);
    const auto& requests = loop.server.requests();
    BOOST_REQUIRE(requests.size() == 3U);
    BOOST_TEST(requests[0].find("\"temperature\"") != std::string::npos);
    BOOST_TEST(requests[1].find("\"temperature\"") == std::string::npos);
    BOOST_TEST(requests[2].find("\"temperature\"") == std::string::npos);
}

// Two calls are out when the first teaches. What the second brings is no refusal, and it is paid.
BOOST_AUTO_TEST_CASE(a_lesson_excuses_refusals_only) {
    benchmark_loop loop(2);
    const std::string filtered =
        R"({"choices":[{"message":{"content":"no"},"finish_reason":"content_filter"}]})";
    scripted_server server(
        loop.context.get_executor(),
        {{error_response("400 Bad Request", "unsupported_parameter", "invalid_request_error", "",
                         "Unsupported parameter: 'temperature' is not supported with this model.")},
         {.bytes = whole_response(filtered), .head_pause = std::chrono::milliseconds(300)},
         {scored_response()},
         {scored_response()}});
    auto& lane = loop.bench.add_lane("openai", server.port(), server.authority_pem(), "", 2);
    loop.bench.add_judge("judge", lane).spec.temperature = 0;
    loop.run();
    BOOST_TEST(loop.bench.seen.count("notice judge 'judge': temperature") == 1U);
    BOOST_TEST(loop.bench.seen.results.size() == 1U);
    BOOST_TEST(loop.bench.seen.count("fail filtered") == 1U);
    BOOST_TEST(server.requests().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_server_s_names_fill_no_journal) {
    std::string name = "n";
    for (int i = 0; i < 1000; ++i)
        name += "é"; // so that the bound falls into a character
    const std::string kept = name.substr(0, 199);
    const std::string answer =
        R"({"model":")" + name + R"(","system_fingerprint":")" + name +
        R"(","choices":[{"message":{"content":)"
        R"("{\"score\":3,\"justification\":\"x\"}"},"finish_reason":"stop"}]})";
    trial_loop loop({{whole_response(answer)}, {error_response("400 Bad Request", name, "")}}, 2);
    loop.run_one_judge();
    check_saved(loop, {"start 1", "result", "start 1", "fail http_error"});
    BOOST_TEST(loop.bench.seen.results.at(0).served_model == kept);
    BOOST_TEST(loop.bench.seen.results.at(0).fingerprint == kept);
    BOOST_TEST(loop.bench.seen.fails.at(0).provider_code == kept);
}

BOOST_AUTO_TEST_CASE(an_entry_without_its_reference_is_not_sent) {
    trial_loop loop({});
    loop.begin();
    entry bare = loop.bench.run.entries[0];
    bare.record = std::string_view(R"({"id":"e0","response":"x"})");
    loop.bench.run.entries = {&bare, 1};
    loop.run();
    check_saved(loop, {"fail missing_context"});
    BOOST_TEST(loop.server.requests().empty());
}

BOOST_AUTO_TEST_SUITE_END()
