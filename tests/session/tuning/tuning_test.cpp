// What may be asked of a run that lives, and what is refused, whoever has posted it.
#include "benchmark/most_threads.hpp"
#include "session/tuning/tune_mailbox.hpp"
#include "session/tuning/tuning.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;
using namespace preceptron::session;

BOOST_AUTO_TEST_SUITE(tunings)

BOOST_AUTO_TEST_CASE(a_request_is_read_back_as_it_was_written) {
    tuning t{.by = "ada@login1",
             .accounts = {},
             .judges = {{"one", {{"tokens_per_minute", 0.5}}}},
             .changes_budget = true,
             .budget_usd = 40};
    t.accounts["openai"] = {most_threads, {{"requests_per_minute", std::nullopt}}, true};
    t.accounts["azure"];
    const auto read = parse_tuning(to_json(t));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(to_json(*read) == to_json(t));
    BOOST_TEST(*read->accounts.at("openai").threads == most_threads);
    BOOST_TEST(!read->accounts.at("openai").limits.at("requests_per_minute").has_value());
    BOOST_TEST(!read->accounts.at("azure").threads.has_value());
}

BOOST_AUTO_TEST_CASE(what_the_command_refuses_is_refused_in_a_request_too) {
    const auto of_account = [](const std::string& members) {
        return "{\"accounts\":{\"a\":{" + members + "}}}";
    };
    const std::string limit = "\"limits\":{\"requests_per_minute\":";
    for (const std::string& text :
         {std::string("{}"), std::string("[1]"), std::string(R"({"accounts":[]})"),
          std::string(R"({"accounts":{"a":7}})"), of_account(R"("threads":0)"),
          of_account(R"("threads":10001)"), of_account(R"("threads":2.5)"),
          of_account(R"("threads":"4")"), of_account(R"("held":1)"), of_account(R"("limits":7)"),
          of_account(limit + "0}"), of_account(limit + "-1}"), of_account(limit + "\"60\"}"),
          of_account(limit + "1e999}"), of_account(R"("limits":{"calls_per_day":1})"),
          std::string(R"({"accounts":{},"judges":{"one":{"tokens_per_minute":false}}})"),
          std::string(R"({"accounts":{},"judges":7})"),
          std::string(R"({"accounts":{},"budget_usd":-0.5})"),
          std::string(R"({"accounts":{},"budget_usd":"40"})")})
        BOOST_TEST(parse_tuning(text).has_error(), text);
    const auto why = parse_tuning(of_account(limit + "-1}"));
    BOOST_TEST(why.error().message == "the request to tune the run: a.requests_per_minute is "
                                      "neither a number above zero nor null");
}

BOOST_AUTO_TEST_CASE(a_request_that_is_refused_is_taken_and_can_be_answered) {
    const scratch_folder folder;
    tune_mailbox mailbox(folder.path());
    folder.write("tune-7.json",
                 R"({"tuning":{"accounts":{"a":{"limits":{"tokens_per_minute":0}}}}})");
    const auto taken = mailbox.take();
    BOOST_REQUIRE(taken.size() == 1U);
    BOOST_TEST(taken[0].id == "7");
    BOOST_TEST(taken[0].what.has_error());
    BOOST_TEST(mailbox.take().empty());
}

BOOST_AUTO_TEST_SUITE_END()
