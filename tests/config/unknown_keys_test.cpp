// Keys of config.yaml that are none, or stand in the wrong place: what is said in their stead.
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::config;

BOOST_AUTO_TEST_SUITE(unknown_keys)

BOOST_AUTO_TEST_CASE(an_unknown_key_is_named_with_the_nearest) {
    CHECK_LINES(problems_of(with("thread: 5\n")),
                "7:1: unknown key 'thread': did you mean 'threads'?");
    CHECK_LINES(problems_of(with("timeouts: {conect: 5s}\n")),
                "7:12: unknown key 'timeouts.conect': did you mean 'connect'?");
    CHECK_LINES(problems_of(with_judge("temprature: 0\n")),
                "7:5: unknown key 'temprature': did you mean 'temperature'?");
    CHECK_LINES(problems_of(with("zzz: 5\n")), "7:1: unknown key 'zzz'");
    CHECK_LINES(problems_of(with("retries: {zzz: 5}\n")),
                "7:11: unknown key 'retries.zzz'; there are 'max_attempts' and 'max_wait'");
    CHECK_LINES(problems_of(with("judges: 5\n")),
                "7:1: unknown key 'judges': did you mean 'models'?");
}

BOOST_AUTO_TEST_CASE(lost_indentation_is_recognised) {
    CHECK_LINES(problems_of(with("threads:\nopenai: 30\n")),
                "8:1: unknown key 'openai': indent it under threads:");
    CHECK_LINES(problems_of(with("limits:\nopenai: {requests_per_minute: 5}\n")),
                "8:1: unknown key 'openai': indent it under limits:");
    CHECK_LINES(problems_of("dataset_path: d\noutput_dir: o\nmodels:\nname: a\nprovider: openai\n"),
                "3:1: no models: list at least one with name, provider and model_id",
                "4:1: unknown key 'name': indent it under models:",
                "5:1: unknown key 'provider': indent it under models:");
}

BOOST_AUTO_TEST_CASE(each_key_of_a_lower_map_is_sent_there_from_the_top) {
    for (const auto& [key, place] :
         {std::pair{"temperature: 0", "models:"}, std::pair{"base_url: x", "models:"},
          std::pair{"price: {}", "models:"}, std::pair{"key: x", "models:"},
          std::pair{"repeats: 2", "models:"}, std::pair{"prompt: default", "models:"},
          std::pair{"extra_body: {}", "models:"}, std::pair{"connect: 3s", "timeouts:"},
          std::pair{"max_attempts: 6", "retries:"}, std::pair{"seed: 1", "analysis:"},
          std::pair{"requests_per_minute: 3", "a provider under limits:"}}) {
        const std::string text(key);
        CHECK_LINES(problems_of(with(text + "\n")), "7:1: unknown key '" +
                                                        text.substr(0, text.find(':')) +
                                                        "': indent it under " + place);
    }
    CHECK_LINES(problems_of(with("limits: {requests_per_minute: 500}\n")),
                "7:10: limits.requests_per_minute: limits are a provider's: write limits: {openai: "
                "{requests_per_minute: ..}}");
}

BOOST_AUTO_TEST_CASE(names_that_other_programs_have_are_answered_with_ours) {
    for (const auto& [theirs, hint] :
         {std::pair{"model", ": did you mean 'model_id'?"},
          std::pair{"max_tokens", ": did you mean 'max_output_tokens'?"},
          std::pair{"max_completion_tokens", ": did you mean 'max_output_tokens'?"},
          std::pair{"top_p", ": write it under extra_body:"}})
        CHECK_LINES(problems_of(with_judge(std::string(theirs) + ": 1\n")),
                    "7:5: unknown key '" + std::string(theirs) + "'" + hint);
}

BOOST_AUTO_TEST_CASE(keys_of_the_whole_file_are_sent_to_its_top) {
    CHECK_LINES(problems_of(with_judge("timeouts: {connect: 5s}\n")),
                "7:5: unknown key 'timeouts': it is of the whole file: write it at the top");
    for (const std::string name : {"budget", "max_cost"})
        CHECK_LINES(
            problems_of(with_judge(name + ": 5\n")),
            "7:5: unknown key '" + name +
                "': write budget_usd at the top of the file: it holds for all judges together");
}

BOOST_AUTO_TEST_CASE(a_key_twice_is_told_with_its_first_line) {
    CHECK_LINES(problems_of(with("output_dir: other\n")),
                "7:1: 'output_dir' stands here a second time, first in line 2");
    CHECK_LINES(problems_of(with("threads: {openai: 1, openai: 2}\n")),
                "7:22: 'openai' stands here a second time, first in line 7");
}

BOOST_AUTO_TEST_SUITE_END()
