// What the keys of config.yaml become.
#include "config/duration.hpp"
#include "config/effective.hpp"
#include "config/reading.hpp"
#include "config/result_file_clash.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::config;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(settings_values)

BOOST_AUTO_TEST_CASE(durations_are_a_number_and_a_unit) {
    BOOST_TEST((parse_duration("500ms").value() == 500ms));
    BOOST_TEST((parse_duration("10s").value() == 10s));
    BOOST_TEST((parse_duration("2m").value() == 2min));
    BOOST_TEST((parse_duration("1h").value() == 1h));
    BOOST_TEST((parse_duration("1.5m").value() == 90s));
    BOOST_TEST((parse_duration("0s").value() == 0s));
    for (const std::string_view wrong : {"", "s", "10", "-1s", "+1s", "1 s", "1S", "1e3s", "0.1ms",
                                         "9000h", "1.s", "nan", "infs", "1s2"})
        BOOST_TEST(parse_duration(wrong).has_error(), wrong);
    for (const std::chrono::milliseconds d :
         {500ms, 10'000ms, 90'000ms, 120'000ms, 3'600'000ms, 0ms, longest_duration})
        BOOST_TEST((parse_duration(to_string(d)).value() == d));
}

BOOST_AUTO_TEST_CASE(what_is_not_said_has_the_documented_value) {
    const configuration config = good(with(""));
    BOOST_TEST((config.timeouts.connect == 10s));
    BOOST_TEST((config.timeouts.first_byte == 600s));
    BOOST_TEST((config.timeouts.idle == 120s));
    BOOST_TEST((config.timeouts.total == 900s));
    BOOST_TEST(config.retries.max_attempts == 6);
    BOOST_TEST((config.retries.max_wait == 1h));
    BOOST_TEST(config.accounts.at(0).threads == 10);
    BOOST_TEST(config.accounts.at(0).adaptive);
    BOOST_TEST(config.task_aliases.empty()); // bi_triage is an alias of the task file
    BOOST_TEST(config.analysis.primary == "qwk");
    BOOST_TEST(config.analysis.replicates == 10000);
    const judge_spec& judge = config.judges.at(0).spec;
    BOOST_TEST(!judge.temperature.has_value());
    BOOST_TEST(!judge.max_output_tokens.has_value());
    BOOST_TEST(judge.stream);
    BOOST_TEST(judge.repeats == 1);
    BOOST_TEST(judge.prompt == "default");
    BOOST_TEST((judge.format == structured_output::automatic));
}

BOOST_AUTO_TEST_CASE(paths_start_at_the_file_and_tasks_may_be_empty) {
    const configuration config = good("dataset_path: ../d/data.json\noutput_dir: /abs/o\ntasks:\n"
                                      "models: [{name: a, provider: openai, model_id: m}]\n"
                                      "ca_file: ca.pem\ntasks_dir: my-tasks/\n");
    BOOST_TEST(config.dataset_path.value == "/abs/d/data.json");
    BOOST_TEST(config.output_dir.value == "/abs/o");
    BOOST_TEST(config.tasks.empty());
    BOOST_TEST(config.ca_file->value == "/abs/folder/ca.pem");
    BOOST_TEST(config.tasks_dir->value.string().starts_with("/abs/folder/my-tasks"));
}

BOOST_AUTO_TEST_CASE(threads_are_one_number_or_one_for_each_provider) {
    BOOST_TEST(good(with("threads: 7\n")).accounts.at(0).threads == 7);
    BOOST_TEST(good(with("threads: {openai: 9, anthropic: 3}\n")).accounts.at(0).threads == 9);
    BOOST_TEST(good(with("threads: {anthropic: 3}\n")).accounts.at(0).threads == 10);
    BOOST_TEST(good(with("threads:\n")).accounts.at(0).threads == 10);
}

BOOST_AUTO_TEST_CASE(a_judge_s_own_settings_are_read) {
    const configuration config =
        good(with_judge("temperature: 0.5\nmax_output_tokens: 99\nreasoning_effort: low\n"
                        "repeats: 3\nstream: false\nstructured_output: json_object\n"
                        "prompt: calibrated\nprice: {input: 2.5, output: 10}\n"
                        "extra_body: {top_k: 5, nested: {flag: true, text: \"007\"}}\n"));
    const judge_spec& judge = config.judges.at(0).spec;
    BOOST_TEST(judge.temperature.value() == 0.5);
    BOOST_TEST(judge.max_output_tokens.value() == 99);
    BOOST_TEST(judge.reasoning_effort.value() == "low");
    BOOST_TEST(judge.repeats == 3);
    BOOST_TEST(!judge.stream);
    BOOST_TEST((judge.format == structured_output::json_object));
    BOOST_TEST(judge.prompt == "calibrated");
    BOOST_TEST(judge.price.value().cached_input == 2.5); // no discount of its own
    BOOST_TEST(judge.extra_body.at("top_k").as_int64() == 5);
    BOOST_TEST(judge.extra_body.at("nested").at("flag").as_bool());
    BOOST_TEST(judge.extra_body.at("nested").at("text").as_string() == "007");
}

BOOST_AUTO_TEST_CASE(escapes_are_the_characters_they_stand_for) {
    const auto config =
        good("dataset_path: d\noutput_dir: o\nmodels:\n"
             "  - name: \"a\\_\\u00e9\\xE9\"\n    provider: openai\n    model_id: m\n"
             "    extra_body: {x: \"\\N\\_\\L\", \"<<\": 1}\n");
    const judge_spec& judge = config.judges.at(0).spec;
    BOOST_TEST(judge.name == "a\u00A0éé");
    BOOST_TEST(judge.extra_body.at("x").as_string() == "\u0085\u00A0\u2028");
    BOOST_TEST(judge.extra_body.at("<<").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(a_name_is_in_one_family_alone) {
    const auto families =
        good(with("analysis: {families: {gpt: [gpt-4, a], own: [b]}}\n")).analysis.families;
    BOOST_TEST(families.at("gpt").at(1).value == "a");
    BOOST_TEST(families.at("own").at(0).where.column == 46U);
    CHECK_LINES(problems_of(with("analysis: {families: {gpt: [gpt-4, a], own: [gpt-4]}}\n")),
                "7:46: analysis.families.own: 'gpt-4' is in 'gpt' already: name it once");
    CHECK_LINES(problems_of(with("analysis: {families: {gpt: [a, a]}}\n")),
                "7:32: analysis.families.gpt: 'a' is in 'gpt' already: name it once");
}

BOOST_AUTO_TEST_CASE(judges_whose_result_files_meet_are_told) {
    const configuration config = good("dataset_path: d\noutput_dir: o\nmodels:\n"
                                      "  - {name: a, provider: openai, model_id: m}\n"
                                      "  - {name: a_b, provider: openai, model_id: m}\n");
    const std::vector<std::string> tasks{"b_c", "c"};
    CHECK_LINES(short_forms(result_file_clashes(config, tasks)),
                "5:12: the judges 'a_b' and 'a' would share the result file of 'a_b_c': rename "
                "one");
    const std::vector<std::string> fine{"c", "d"};
    CHECK_LINES(short_forms(result_file_clashes(config, fine)), );
}

BOOST_AUTO_TEST_CASE(the_effective_configuration_tells_all_but_secrets) {
    const std::string proxied = "proxy: \"http://me:hunter2@proxy.example:3128\"\n";
    const std::string text = effective_json(good(with(proxied)));
    BOOST_TEST(text.find("hunter2") == std::string::npos);
    BOOST_TEST(text.find("me:") == std::string::npos);
    BOOST_TEST(text.find("proxy.example:3128") != std::string::npos);
    for (const std::string_view key :
         {"dataset_path", "timeouts", "accounts", "models", "analysis", "allowed_hosts"})
        BOOST_TEST(text.find("\"" + std::string(key) + "\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_hash_follows_what_holds_and_not_how_it_is_written) {
    const std::string hash = config_hash(good(with("")));
    BOOST_TEST(hash.size() == 64U);
    BOOST_TEST(config_hash(good(with("threads: 10\nx-note: hello\n"))) == hash);
    BOOST_TEST(config_hash(good(with("threads: 11\n"))) != hash);
    BOOST_TEST(config_hash(good(with_judge("temperature: 0\n"))) != hash);
}

BOOST_AUTO_TEST_SUITE_END()
