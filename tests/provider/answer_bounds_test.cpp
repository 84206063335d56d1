// Answers that are too long to be read, and what is kept of them.
#include "provider/exchange_kinds.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <variant>

using namespace preceptron;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(answer_bounds)

BOOST_AUTO_TEST_CASE(a_body_beyond_the_bound_is_given_up_with_its_beginning_kept) {
    const auto decoder = provider::find_codec("openai")->make_decoder(
        test_judge("openai", "https://localhost"), json_head(), {});
    const std::string block(1u << 20, ' ');
    int blocks = 0;
    for (; !decoder->satisfied() && blocks < 20; ++blocks)
        decoder->feed(block);
    BOOST_TEST(blocks == 9);
    const auto f = std::get<attempt_failure>(decoder->finish(wire::body_end::stopped));
    BOOST_TEST(to_string(f.kind) == "bad_body");
    BOOST_TEST(!f.retryable); // it would be as long, and as dear, again
    BOOST_TEST(f.raw.size() == 64u << 10);
}

BOOST_AUTO_TEST_CASE(a_stream_without_end_is_given_up) {
    const auto feed_for_ever = [](std::string_view block) {
        const auto decoder = provider::find_codec("openai")->make_decoder(
            test_judge("openai", "https://localhost"), stream_head(), {});
        std::size_t bytes = 0;
        for (; !decoder->satisfied() && bytes < 200u << 20; bytes += block.size())
            decoder->feed(block);
        BOOST_TEST(bytes < 100u << 20);
        return kind_of(decoder->finish(wire::body_end::stopped));
    };
    BOOST_TEST(feed_for_ever(std::string(1u << 20, 'x')) == "bad_body");
    BOOST_TEST(feed_for_ever(": " + std::string(1u << 20, 'x') + "\n") == "bad_body");
    BOOST_TEST(feed_for_ever(R"(data: {"choices":[{"index":0,"delta":{"content":")" +
                             std::string(1u << 20, 'x') + "\"}}]}\n\n") == "bad_body");
}

BOOST_AUTO_TEST_CASE(a_refusal_without_end_is_bounded_as_an_answer_is) {
    const std::string block = R"(data: {"choices":[{"index":0,"delta":{"refusal":")" +
                              std::string(1u << 20, 'x') + "\"}}]}\n\n";
    const auto decoder = provider::find_codec("openai")->make_decoder(
        test_judge("openai", "https://localhost"), stream_head(), {});
    int blocks = 0;
    for (; !decoder->satisfied() && blocks < 20; ++blocks)
        decoder->feed(block);
    BOOST_TEST(blocks == 9);
}

BOOST_AUTO_TEST_CASE(of_a_long_stream_that_failed_the_beginning_is_kept_as_raw) {
    const auto f =
        decode_failure("openai", stream_head(),
                       R"(data: {"choices":[{"delta":{"content":")" + std::string(100'000, 'x') +
                           R"("},"finish_reason":"length"}]})"
                           "\n\n");
    BOOST_TEST(to_string(f.kind) == "length");
    BOOST_TEST(f.raw.size() == 64u << 10);
    BOOST_TEST(f.text.size() == 100'000u);
}

BOOST_AUTO_TEST_CASE(a_body_that_the_client_stops_reading_for_its_size_is_not_asked_for_again) {
    for (const auto& head : {json_head(), stream_head()})
        for (const std::string_view part : {"", "{\"choices\":["}) {
            const attempt_failure f =
                decode_failure("openai", head, part, wire::body_end::too_large);
            BOOST_TEST(to_string(f.kind) == "bad_body");
            BOOST_TEST(!f.retryable);
            BOOST_TEST(f.message.find("larger than this program reads") != std::string::npos);
        }
    // An error's status says what matters without its body.
    const attempt_failure refused =
        decode_failure("openai", test_head(401, {}), "", wire::body_end::too_large);
    BOOST_TEST((refused.scope == failure_scope::account));
}

BOOST_AUTO_TEST_SUITE_END()
