#include "pacing/token_forecast.hpp"
#include "pacing/used_tokens.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::pacing;
using preceptron::tests::usage_of;

BOOST_AUTO_TEST_SUITE(pacing_token_forecast)

BOOST_AUTO_TEST_CASE(begins_with_what_is_usual_and_follows_what_is_used) {
    token_forecast f;
    BOOST_TEST(f.estimate(4000).input_tokens == 1000);
    BOOST_TEST(f.estimate(4000).output_tokens == 300);
    for (int i = 0; i < 10; ++i)
        f.learn(4000, usage_of(2000, 100));
    BOOST_TEST(f.estimate(4000).input_tokens == 2000, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(f.estimate(4000).output_tokens == 100, boost::test_tools::tolerance(1e-9));
    for (int i = 0; i < 200; ++i)
        f.learn(4000, usage_of(2000, 900));
    BOOST_TEST(f.estimate(4000).output_tokens > 890);
    BOOST_TEST(f.longest_output() == 900);
}

BOOST_AUTO_TEST_CASE(a_cut_answer_teaches_its_length_alone) {
    token_forecast f;
    f.learn_cut(usage_of(2000, 30000));
    BOOST_TEST(f.longest_output() == 30000);
    BOOST_TEST(f.estimate(4000).output_tokens == 300);
}

BOOST_AUTO_TEST_CASE(the_densest_prompt_is_kept_in_mind) {
    token_forecast f;
    BOOST_TEST(f.most_tokens_per_byte() == 0);
    f.learn(4000, usage_of(2000, 100));
    f.learn(4000, usage_of(1000, 100));
    BOOST_TEST(f.most_tokens_per_byte() == 0.5);
}

BOOST_AUTO_TEST_CASE(what_nobody_counted_teaches_nothing) {
    token_forecast f;
    f.learn(4000, {});
    f.learn(0, usage_of(5, 5));
    BOOST_TEST(f.estimate(4000).input_tokens == 1000);
}

BOOST_AUTO_TEST_SUITE_END()
