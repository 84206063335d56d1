#include "core/utf8.hpp"
#include "journal/decoder.hpp"
#include "journal/encoder.hpp"
#include "journal/frame.hpp"
#include "journal/outline.hpp"
#include "journal/sample_journal.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(records)

namespace {

// Equal lines: the encoder writes every field, so nothing was lost on the way.
template<class Record, class Decode>
void comes_back(const Record& r, Decode decode) {
    const auto back = decode(body_of(r));
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST(line_of(*back) == line_of(r));
}

} // namespace

BOOST_AUTO_TEST_CASE(a_line_is_a_checksum_and_a_record) {
    end_record r{3, 2, 1, 4, noon};
    BOOST_TEST(line_of(r) ==
               R"({"c":"47cd9c9a","r":{"type":"end","time":"2026-11-23T12:00:00.000Z",)"
               R"("planned":3,"scored":2,"failed":1,"requests":4}})"
               "\n");
}

BOOST_AUTO_TEST_CASE(every_type_comes_back_as_it_was) {
    auto head = sample_head();
    head.repeats_from = 1234;
    comes_back(head, decode_head);
    head.keys = key_layout::entry_first;
    comes_back(head, decode_head);
    comes_back(prompt_record{"t", "calibrated", "ff", "Grade\n{response}"}, decode_prompt);
    comes_back(prompt_record{"t", "default", "ff", "Grade", key_layout::entry_first},
               decode_prompt);
    comes_back(sample_start(1, 3), decode_start);
    attempt_record attempt;
    attempt.key = key_of(1);
    attempt.kind = failure_class::timeout;
    attempt.http_status = 503;
    attempt.usage = {1, 2, 3, 4, 5, 6, 0.5};
    attempt.cost_usd = 1e-7;
    attempt.server_wait = std::chrono::milliseconds(1500);
    attempt.phases = {1.5, 2.5, 3.5, 4.125, true};
    attempt.request_id = "req_1";
    comes_back(attempt, decode_attempt);
    auto answer = sample_result(9);
    answer.context_missing = {"case_vignette", "question_text"};
    answer.fingerprint = "fp_1";
    comes_back(answer, decode_result);
    auto short_form = answer;
    short_form.raw.clear();
    BOOST_TEST(line_of(decode_result_without_raw(body_of(answer)).value()) == line_of(short_form));
    auto fail = sample_fail(2, failure_class::http_error);
    fail.retryable = true;
    fail.http_status = 429;
    fail.provider_code = "rate_limit";
    fail.request_id = "req_2";
    fail.retry_after_s = 2.5;
    fail.usage.input = 7;
    comes_back(fail, decode_fail);
    comes_back(tune_record{"cli", R"({"threads":10})", R"({"threads":40.0})", noon}, decode_tune);
    comes_back(stand_record{key_of(1), "judge \"a\"", "t", "e 1", 2, noon}, decode_stand);
    comes_back(refused_record{"judge \"a\"", "m", "temperature", noon}, decode_refused);
    comes_back(repaired_record{7, noon}, decode_repaired);
    comes_back(end_record{3, 2, 1, 4, noon}, decode_end);
    comes_back(end_record{3,
                          2,
                          1,
                          4,
                          noon,
                          {{"open \"ai\"", 7, {{"requests", 5}, {"tail", 1}}, "a higher limit"},
                           {"openrouter", 2, {}, ""}}},
               decode_end);
}

BOOST_AUTO_TEST_CASE(numbers_keep_every_bit) {
    std::mt19937_64 random(7);
    for (int i = 0; i < 20000; ++i) {
        auto r = sample_result(1);
        r.score = std::bit_cast<double>(random());
        r.cost_usd = std::ldexp(static_cast<double>(random() >> 11), -60);
        if (!std::isfinite(r.score))
            continue;
        const auto back = decode_result(body_of(r));
        BOOST_REQUIRE(back.has_value());
        BOOST_REQUIRE(back->score == r.score);
        BOOST_REQUIRE(*back->cost_usd == *r.cost_usd);
    }
}

BOOST_AUTO_TEST_CASE(any_bytes_of_an_answer_make_valid_lines) {
    auto r = sample_result(1);
    r.raw.clear();
    for (int c = 0; c < 256; ++c)
        r.raw += static_cast<char>(c);
    r.raw += "{\"c\":\"00000000\",\"r\":{}}\n\xED\xA0\x80";
    const std::string line = line_of(r);
    BOOST_TEST(line.find('\n') == line.size() - 1);
    BOOST_TEST(find_invalid_utf8(line) == std::string_view::npos);
    BOOST_TEST(line.find(frame_start, 1) == std::string::npos);
    BOOST_TEST(decode_result(body_of(r)).has_value());
}

BOOST_AUTO_TEST_CASE(a_score_that_is_no_number_is_refused) {
    auto r = sample_result(1);
    for (const double score : {std::nan(""), std::numeric_limits<double>::infinity(),
                               -std::numeric_limits<double>::infinity()}) {
        r.score = score;
        BOOST_TEST(!can_be_stored(r).has_value());
        BOOST_TEST(!decode_result(body_of(r)).has_value());
    }
    r.score = 0;
    BOOST_TEST(can_be_stored(r).has_value());
}

BOOST_AUTO_TEST_CASE(records_without_their_fields_are_not_decoded) {
    BOOST_TEST(!decode_result(R"({"type":"result"})").has_value());
    BOOST_TEST(!decode_head(R"({"type":"head"})").has_value());
    BOOST_TEST(!decode_start(R"({"type":"start","key":"12"})").has_value());
    BOOST_TEST(!decode_end(R"({"type":"start"})").has_value());
    BOOST_TEST(!decode_end("[]").has_value());
    BOOST_TEST(!decode_end("{").has_value());
}

BOOST_AUTO_TEST_CASE(an_outline_has_what_an_index_needs) {
    const std::string answer_body = body_of(sample_result(3));
    const auto answer = read_outline(answer_body);
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST((answer->type == record_type::result));
    BOOST_TEST((answer->key == key_of(3)));
    BOOST_TEST(answer->judge == "\"judge-a\"");
    BOOST_TEST(answer->entry_id == "\"entry 3\"");
    BOOST_TEST(answer->seq == 3U);
    BOOST_TEST(answer->score.value() == 1.5);
    BOOST_TEST(answer->usd.value() == 0.125);
    BOOST_TEST(answer->complete());

    auto r = sample_fail(4, failure_class::http_error);
    r.retryable = true;
    r.http_status = 500;
    const std::string fail_body = body_of(r);
    const auto fail = read_outline(fail_body);
    BOOST_TEST((fail->kind == failure_class::http_error));
    BOOST_TEST(fail->retryable);
    BOOST_TEST(fail->http_status == 500);
    BOOST_TEST(fail->complete());

    const std::string start_body = body_of(sample_start(1));
    BOOST_TEST(read_outline(start_body)->usd.value() == 0.25);
}

BOOST_AUTO_TEST_CASE(an_outline_does_not_depend_on_the_order_of_members) {
    const std::string body = R"({"time":"x","score":2,"raw":"\"}","entry_id":"e","task":"t",)"
                             R"("judge":"j","type":"result","key":")" +
                             to_hex(key_of(1)) + "\"}";
    const auto o = read_outline(body);
    BOOST_REQUIRE(o.has_value());
    BOOST_TEST(o->complete());
    BOOST_TEST(o->score.value() == 2.0);
}

BOOST_AUTO_TEST_CASE(an_unknown_type_is_a_record_and_no_type_is_none) {
    const auto unknown = read_outline(R"({"type":"moon","phase":3})");
    BOOST_REQUIRE(unknown.has_value());
    BOOST_TEST((unknown->type == record_type::unknown));
    BOOST_TEST(unknown->type_name == "moon");
    BOOST_TEST(!read_outline(R"({"kind":"moon"})"));
    BOOST_TEST(!read_outline("{"));
}

BOOST_AUTO_TEST_CASE(incomplete_records_are_told) {
    const std::string key = to_hex(key_of(1));
    BOOST_TEST(!read_outline(R"({"type":"start"})")->complete());
    BOOST_TEST(!read_outline(R"({"type":"stand","judge":"j","task":"t","key":")" + key + "\"}")
                    ->complete());
    BOOST_TEST(!read_outline(R"({"type":"result","key":")" + key + "\"}")->complete());
    BOOST_TEST(!read_outline(R"({"type":"result","judge":"j","task":"t","entry_id":"e",)"
                             R"("score":null,"key":")" +
                             key + "\"}")
                    ->complete());
}

BOOST_AUTO_TEST_SUITE_END()
