#include "journal/key.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>

using namespace preceptron;
using namespace preceptron::journal;

BOOST_AUTO_TEST_SUITE(trial_keys)

namespace {

struct question {
    judge_spec judge;
    std::string task = "cpc_bond";
    std::string id = "17";
    prompt_messages prompt{"grade", "this answer"};
    int repeat = 0;

    question() {
        judge.name = "gpt";
        judge.base_url = "https://api.example/v1";
        judge.model_id = "m";
        judge.extra_body = boost::json::parse(R"({"a":1,"b":{"c":[1,2.5],"d":null}})").as_object();
    }
    trial_key key(key_layout layout = key_layout::judge_first) const {
        return judge_keys(judge, layout).of(task, id, prompt).of(repeat);
    }
};

using change = std::function<void(question&)>;
constexpr key_layout both[] = {key_layout::entry_first, key_layout::judge_first};

} // namespace

BOOST_AUTO_TEST_CASE(whatever_changes_the_request_changes_the_key) {
    const change changes[] = {
        [](question& q) { q.judge.name = "other"; },
        [](question& q) { q.task = "bi_triage"; },
        [](question& q) { q.id = "18"; },
        [](question& q) { q.prompt.system = "grade well"; },
        [](question& q) { q.prompt.user = "that answer"; },
        [](question& q) {
            q.prompt = {"gradethis", " answer"};
        },
        [](question& q) {
            q.prompt = {"", "gradethis answer"};
        },
        [](question& q) { q.judge.base_url = "https://api.other/v1"; },
        [](question& q) { q.judge.base_url = "http://api.example/v1"; },
        [](question& q) { q.judge.base_url = "https://api.example:8443/v1"; },
        [](question& q) { q.judge.model_id = "m2"; },
        [](question& q) { q.judge.temperature = 0; },
        [](question& q) { q.judge.temperature = 1; },
        [](question& q) { q.judge.reasoning_effort = ""; },
        [](question& q) { q.judge.reasoning_effort = "low"; },
        [](question& q) { q.judge.extra_body["a"] = 2; },
        [](question& q) { q.judge.extra_body.clear(); },
        [](question& q) { q.repeat = 1; },
    };
    std::set<trial_key> keys;
    for (const key_layout layout : both) {
        BOOST_TEST(keys.insert(question().key(layout)).second);
        for (const change& apply : changes) {
            question q;
            apply(q);
            BOOST_TEST(keys.insert(q.key(layout)).second);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_model_does_not_see_changes_nothing) {
    const change changes[] = {
        [](question& q) { q.judge.max_output_tokens = 9; },
        [](question& q) { q.judge.stream = false; },
        [](question& q) { q.judge.format = structured_output::off; },
        [](question& q) { q.judge.repeats = 5; },
        [](question& q) {
            q.judge.price = token_price{1, 1, 1, 1};
        },
        [](question& q) { q.judge.account = "lane"; },
        [](question& q) { q.judge.key_name = "mine"; },
        [](question& q) { q.judge.line = 7; },
        [](question& q) { q.judge.base_url = "HTTPS://user@API.example:443/v2?x"; },
        [](question& q) {
            q.judge.extra_body =
                boost::json::parse(R"({"b":{"d":null,"c":[1,2.50]},"a":1})").as_object();
        },
    };
    for (const change& apply : changes) {
        question q;
        apply(q);
        for (const key_layout layout : both)
            BOOST_TEST((q.key(layout) == question().key(layout)));
    }
}

BOOST_AUTO_TEST_CASE(an_origin_is_scheme_host_and_port) {
    BOOST_TEST(url_origin("http://localhost:8000/v1") == "http://localhost:8000");
    BOOST_TEST(url_origin("http://[::1]:80/x") == "http://[::1]");
    BOOST_TEST(url_origin("https://x.example") == "https://x.example");
    BOOST_TEST(url_origin("https://user:p@ss@X.example:443/v1") == "https://x.example");
    BOOST_TEST(url_origin("not a url") == "not a url");
}

BOOST_AUTO_TEST_CASE(hex_reads_back) {
    const trial_key key = question().key();
    BOOST_TEST((parse_key(to_hex(key)) == key));
    BOOST_TEST(!parse_key("ab"));
    BOOST_TEST(!parse_key(std::string(64, 'g')));
    BOOST_TEST(!parse_key(std::string(64, 'A')));
    const std::string hex = to_hex(key);
    for (std::size_t i = 0; i < hex.size(); ++i)
        for (int c = 0; c < 256; ++c) {
            std::string other = hex;
            other[i] = static_cast<char>(c);
            const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            const auto read = parse_key(other);
            BOOST_REQUIRE(read.has_value() == digit);
            BOOST_REQUIRE((!digit || to_hex(*read) == other));
        }
}

BOOST_AUTO_TEST_CASE(the_repeats_of_a_question_have_the_keys_they_have_alone) {
    question q;
    const question_key keys = judge_keys(q.judge).of(q.task, q.id, q.prompt);
    for (const int repeat : {0, 2, 1, 0, 100}) {
        q.repeat = repeat;
        BOOST_TEST((keys.of(repeat) == q.key()));
    }
}

BOOST_AUTO_TEST_CASE(a_judge_asked_many_questions_gives_each_the_key_it_has_alone) {
    const shared_text shared("grade"), other("grade well");
    const prompt_messages prompts[] = {{"", "a"},    {shared, "a"},  {shared, "b"},
                                       {other, "b"}, {"grade", "b"}, {shared, "b"},
                                       {"", "b"},    {{}, "b"},      {"", "gradeb"}};
    for (const key_layout layout : both) {
        question q;
        judge_keys keys(q.judge, layout);
        for (const prompt_messages& prompt : prompts)
            for (const char* id : {"17", "18"}) {
                q.prompt = prompt;
                q.id = id;
                BOOST_TEST((keys.of(q.task, q.id, q.prompt).of(0) == q.key(layout)));
            }
    }
}

// Stored journals depend on it: a different value would make every stored result unusable.
BOOST_AUTO_TEST_CASE(the_key_of_a_question_stays_what_it_was) {
    BOOST_TEST(to_hex(question().key(key_layout::entry_first)) ==
               "643baa52b15702418d730b9dac0d5d3e9b8138286a4f158de12fec7ea1780496");
    BOOST_TEST(to_hex(question().key(key_layout::judge_first)) ==
               "c47bd1d0f89eeeed1daf52ca7268394c949cc2b7c8e70738b14507f6527346bd");
}

BOOST_AUTO_TEST_SUITE_END()
