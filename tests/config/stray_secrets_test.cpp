// API keys that went astray into config.yaml: sent to config.ini, and never repeated.
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::config;

BOOST_AUTO_TEST_SUITE(stray_secrets)

BOOST_AUTO_TEST_CASE(keys_in_the_wrong_file_are_sent_to_the_right_one) {
    CHECK_LINES(problems_of(with("api_keys: {openai: sk-1}\n")),
                "7:1: unknown key 'api_keys': keys belong into config.ini");
    CHECK_LINES(problems_of(with_judge("api_key: sk-secret\n")),
                "7:5: unknown key 'api_key': keys belong into config.ini");
    CHECK_LINES(problems_of(with_judge("key: sk-secret\n")),
                "7:10: key: takes the name of a key in config.ini, never the key itself");
}

BOOST_AUTO_TEST_CASE(what_may_be_a_key_is_not_repeated) {
    const std::vector<std::string> keys{"0123456789abcdef0123456789abcdef", "sk-1a2b",
                                        "gsk_abcdefghijklmnopqrstuvwxyz012345",
                                        "AIzaSyA1234567890abc-efghijkl_nopq", "Bearer sk-1a2b"};
    const auto in_place_of = [](const std::string& key, std::string text) {
        return text.replace(text.find("KEY"), 3, key);
    };
    for (const std::string& key : keys) {
        for (const char* const text :
             {"threads: KEY\n", "KEY: 3\n", "timeouts: {KEY: 3s}\n", "timeouts: {idle: KEY}\n",
              "tasks: KEY\n", "allowed_hosts: KEY\n", "allowed_hosts: ['KEY/']\n", "order: KEY\n",
              "threads: {KEY: 3}\n", "KEY\n"}) {
            const lines found = problems_of(with(in_place_of(key, text)));
            BOOST_TEST(!found.empty());
            for (const std::string& line : found) {
                BOOST_TEST(line.find(key) == std::string::npos, line);
                BOOST_TEST(line.find("1a2b") == std::string::npos, line);
            }
        }
        for (const char* const text : {"prompt: KEY\n", "repeats: KEY\n", "base_url: KEY\n"})
            BOOST_TEST(problems_of(with_judge(in_place_of(key, text))).at(0).find(key) ==
                       std::string::npos);
        CHECK_LINES(problems_of(with_judge("key: " + key + "\n")),
                    "7:10: key: takes the name of a key in config.ini, never the key itself");
    }
    CHECK_LINES(problems_of(with("repeats of 0123456789abcdef0123: 3\n")),
                "7:1: unknown key 'repeats of 012…'");
    good(with_judge("key: lab-2024_of-ward-7-and-others\n"));
    good(with_judge("key: " + std::string(40, 'x') + "\n"));
    CHECK_LINES(problems_of(with_judge("key: " + std::string(41, 'x') + "\n")),
                "7:10: key: takes the name of a key in config.ini, never the key itself");
    CHECK_LINES(problems_of(with("claude-3-5-sonnet-20241022: 3\n")),
                "7:1: unknown key 'claude-3-5-sonnet-20241022'");
}

BOOST_AUTO_TEST_CASE(a_key_in_extra_body_is_refused_and_not_repeated) {
    const std::string refused = "extra_body: a key here would stand in the manifest and in the "
                                "report: put it under [api_keys] in config.ini, and name it as key";
    CHECK_LINES(problems_of(with_judge("extra_body: {api_key: abc}\n")), "7:27: " + refused);
    CHECK_LINES(problems_of(with_judge("extra_body: {a: {b: [sk-0123456789abcdefghij]}}\n")),
                "7:26: " + refused);
    CHECK_LINES(
        problems_of(with_judge("extra_body: {safety_identifier: "
                               "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15}\n")), );
}

BOOST_AUTO_TEST_CASE(a_uuid_is_taken_for_a_key_that_went_astray) {
    CHECK_LINES(problems_of(with_judge("key: 123e4567-e89b-12d3-a456-426614174000\n")),
                "7:10: key: takes the name of a key in config.ini, never the key itself");
}

BOOST_AUTO_TEST_SUITE_END()
