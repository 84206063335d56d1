#include "report/sections/held_back.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;

BOOST_AUTO_TEST_SUITE(held_back)

BOOST_AUTO_TEST_CASE(what_runs_told_is_said_and_nothing_else) {
    results::run_facts facts;
    BOOST_TEST(held_back_text(facts, false) == "nothing: no request was made");
    facts.requests = 300;
    BOOST_TEST(held_back_text(facts, false).starts_with("not recorded"));
    BOOST_TEST(held_back_text(facts, true) == "known when the run ends");
    facts.held_requests = 300;
    facts.held = {{"openai",
                   100,
                   {{"requests", 89}, {"tail", 10}, {"concurrency", 1}},
                   {{"requests", "300 requests a minute are allowed: a higher limit"},
                    {"concurrency", "more threads"}}}};
    BOOST_TEST(held_back_text(facts, false) ==
               "requests in 89 % of the time, tail (only the last calls were out) in 10 %; what "
               "would help: 300 requests a minute are allowed: a higher limit");
    facts.held.push_back({"openrouter", 20, {{"concurrency", 20}}, {}});
    facts.held_requests = 200;
    const std::string both = held_back_text(facts, false);
    BOOST_TEST(both.starts_with("openai: requests in 89 %"));
    BOOST_TEST(both.ends_with(". openrouter: concurrency (the number of threads) in 100 % of the "
                              "time. Recorded for 200 of 300 requests"));
}

BOOST_AUTO_TEST_CASE(of_a_moment_or_a_little_nothing_is_told) {
    results::run_facts facts;
    facts.requests = facts.held_requests = 3;
    facts.held = {{"a", 3, {{"requests", 3}}, {}}};
    BOOST_TEST(held_back_text(facts, false) == "too short a run to say");
    facts.held = {{"a", 100, {{"requests", 9}}, {{"requests", "more"}}}};
    BOOST_TEST(held_back_text(facts, false) == "nothing for long");
}

BOOST_AUTO_TEST_SUITE_END()
