// Everything that can be wrong with config.yaml, with its place and what to do.
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::config;

BOOST_AUTO_TEST_SUITE(yaml_problems)

BOOST_AUTO_TEST_CASE(what_is_right_is_no_problem) {
    CHECK_LINES(problems_of(with("")), );
    CHECK_LINES(problems_of(with("x-note: anything\nversion: 1\n")), );
}

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

BOOST_AUTO_TEST_CASE(a_wrong_type_is_named_with_what_was_found) {
    CHECK_LINES(problems_of(with("threads: many\n")),
                "7:10: threads: expected a whole number from 1 to 10000, found 'many'");
    CHECK_LINES(problems_of(with("threads: \"30\"\n")),
                "7:10: threads: expected a whole number from 1 to 10000, found the text \"30\" "
                "(remove the quotes)");
    CHECK_LINES(problems_of(with("threads: 0\n")),
                "7:10: threads: expected a whole number from 1 to 10000, found '0'");
    for (const std::string number : {"--3", "+-3"})
        CHECK_LINES(problems_of(with("threads: " + number + "\n")),
                    "7:10: threads: expected a whole number from 1 to 10000, found '" + number +
                        "'");
    CHECK_LINES(problems_of(with("analysis: {margin: 0}\n")),
                "7:20: analysis.margin: expected a number above 0, at most 1, found '0'");
    CHECK_LINES(problems_of(with("tasks: cpc_bond\n")),
                "7:8: tasks: expected a list of task names, found 'cpc_bond': write tasks: "
                "[cpc_bond]");
    CHECK_LINES(problems_of(with("timeouts: 10s\n")),
                "7:11: timeouts: expected a map, found '10s'");
    CHECK_LINES(problems_of(with("budget_usd: free\n")),
                "7:13: budget_usd: expected a number above 0, found 'free'");
    CHECK_LINES(problems_of(with_judge("stream: yes\n")),
                "7:13: stream: expected true or false, found 'yes' (write true)");
    CHECK_LINES(problems_of(with_judge("temperature: 3\n")),
                "7:18: temperature: expected a number from 0 to 2, found '3'");
    CHECK_LINES(problems_of(with("order: prefx\n")),
                "7:8: order: expected prefix or dataset, found 'prefx': did you mean 'prefix'?");
    CHECK_LINES(problems_of(with("analysis: {primary: qwkk}\n")),
                "7:21: analysis.primary: expected qwk or mae, found 'qwkk': did you mean 'qwk'?");
    CHECK_LINES(problems_of(with("version: 2\n")),
                "7:10: version: 2 is made for a newer preceptron; this one reads 1");
}

BOOST_AUTO_TEST_CASE(numbers_that_readers_of_yaml_dispute_are_refused) {
    CHECK_LINES(problems_of(with("budget_usd: 025\n")),
                "7:13: budget_usd: expected a number above 0, found '025' (write it without the "
                "leading zero, octal to some)");
    CHECK_LINES(problems_of(with_judge("temperature: 01.5\n")),
                "7:18: temperature: expected a number from 0 to 2, found '01.5' (write it "
                "without the leading zero, octal to some)");
    good(with("budget_usd: 0.25\n"));
    const auto doubtful = [](const std::string& number) {
        CHECK_LINES(problems_of(with_judge("extra_body: {x: " + number + "}\n")),
                    "7:21: extra_body: write '" + number +
                        "' as a decimal number, or in quotes if it is a text");
    };
    for (const char* number : {"1_000", "685_230.15", "1_0e3", "-1_000.5", "0xFF_FF", "030", ".5"})
        doubtful(number);
    for (const char* number : {"1e-400", "1e400"})
        CHECK_LINES(problems_of(with_judge("extra_body: {x: " + std::string(number) + "}\n")),
                    "7:21: extra_body: '" + std::string(number) +
                        "' is too large or too small a number");
    good(with_judge("extra_body: {x: gpt_4.5, y: 1e-300, z: v1_0}\n"));
}

BOOST_AUTO_TEST_CASE(merge_keys_are_refused_below_extra_body_too) {
    CHECK_LINES(problems_of(with_judge("extra_body: {a: {<<: {b: 1}}}\n")),
                "7:22: merge keys (<<) are not read: write the keys themselves, or quote it");
    CHECK_LINES(problems_of(with("<<: {threads: 5}\n")), "7:1: unknown key '<<'");
    good(with("x-mine: {<<: {b: 1}}\n"));
}

BOOST_AUTO_TEST_CASE(what_follows_the_end_of_the_document_is_told_with_its_line) {
    const std::string end = "a line of '...' ends the configuration in line 7: remove it, and what "
                            "follows counts";
    CHECK_LINES(problems_of(with("...\nthreads: 5\n")), "8:1: " + end);
    CHECK_LINES(problems_of(with("... # end\n\n# more\nthreads: 5\n")), "10:1: " + end);
    CHECK_LINES(problems_of(with("...\n---\nthreads: 5\n")),
                "8:1: a second document starts here: a file holds one configuration");
    good(with("...\n"));
}

BOOST_AUTO_TEST_CASE(a_text_on_one_line_has_no_control_characters) {
    for (const char* name : {"\"a\\N\"", "\"a\\x9f\"", "\"a\\tb\"", "\"a\\x7f\""})
        CHECK_LINES(problems_of("dataset_path: d\noutput_dir: o\nmodels:\n  - {provider: openai, "
                                "model_id: m, name: " +
                                std::string(name) + "}\n"),
                    "4:43: name: a text on one line, without control characters, is expected");
}

BOOST_AUTO_TEST_CASE(a_duration_needs_its_unit) {
    CHECK_LINES(problems_of(with("timeouts: {connect: 10}\n")),
                "7:21: timeouts.connect: '10' is not a duration: a unit is missing (10s for "
                "seconds, 10ms for milliseconds)");
    CHECK_LINES(problems_of(with("timeouts: {connect: 0s}\n")),
                "7:21: timeouts.connect: expected a duration above zero, found '0s'");
    CHECK_LINES(problems_of(with("retries: {max_wait: 1d}\n")),
                "7:21: retries.max_wait: '1d' is not a duration: a number and one unit are "
                "expected: ms, s, m or h (90m)");
}

BOOST_AUTO_TEST_CASE(a_path_is_written_out) {
    CHECK_LINES(problems_of(with("ca_file: true\n")),
                "7:10: ca_file: expected a path, found 'true'");
    CHECK_LINES(problems_of(with("ca_file: $HOME/ca.pem\n")),
                "7:10: ca_file: '$' means nothing here: write the path out");
    CHECK_LINES(problems_of(with("ca_file: ~/ca.pem\n")),
                "7:10: ca_file: '~' means nothing here: write the path out");
    good(with("ca_file: 'true'\ntasks_dir: 2026\n"));
}

BOOST_AUTO_TEST_CASE(a_blank_text_is_empty) {
    CHECK_LINES(problems_of("dataset_path: d\noutput_dir: o\nmodels:\n  - {provider: openai, "
                            "model_id: m, name: '  '}\n"),
                "4:43: name: the text is empty");
}

BOOST_AUTO_TEST_CASE(a_first_byte_that_may_come_after_the_end_of_the_call_is_warned_of) {
    for (const char* fine : {"first_byte: 15m", "total: 5m", "first_byte: 5m, total: 5m"})
        CHECK_LINES(warnings_of(with("timeouts: {" + std::string(fine) + "}\n")), );
    CHECK_LINES(warnings_of(with("timeouts: {first_byte: 16m}\n")),
                "7:24: timeouts.first_byte is longer than timeouts.total, which ends a call first");
}

BOOST_AUTO_TEST_CASE(a_name_has_to_leave_room_for_the_task_in_that_of_a_file) {
    const auto named = [](const std::string& name) {
        return "dataset_path: d\noutput_dir: o\nmodels:\n  - {provider: openai, model_id: m, "
               "name: " +
               name + "}\n";
    };
    good(named(std::string(180, 'x')));
    good(named(std::string(57, 'x') + std::string(41, '+')));
    for (const std::string& name :
         {std::string(181, 'x'), std::string(58, 'x') + std::string(41, '+')})
        CHECK_LINES(problems_of(named(name)), "4:43: name: too long for the name of a result file");
}

BOOST_AUTO_TEST_CASE(a_key_twice_is_told_with_its_first_line) {
    CHECK_LINES(problems_of(with("output_dir: other\n")),
                "7:1: 'output_dir' stands here a second time, first in line 2");
    CHECK_LINES(problems_of(with("threads: {openai: 1, openai: 2}\n")),
                "7:22: 'openai' stands here a second time, first in line 7");
}

BOOST_AUTO_TEST_CASE(anchors_and_aliases_are_read_below_extensions_only) {
    CHECK_LINES(problems_of(with("timeouts: &t {connect: 5s}\n")),
                "7:11: anchors (&name) are read below x-… keys only: remove it");
    CHECK_LINES(problems_of(with("x-base: &t {connect: 5s}\ntimeouts: *t\n")),
                "8:11: aliases (*name) are read below x-… keys only: write the value itself");
    CHECK_LINES(problems_of(with("x-base: &t {a: 1}\nx-other: *t\n")), );
    CHECK_LINES(problems_of(with("threads: !!int 5\n")),
                "7:10: tags (!name) are not read: remove it, and quote what is meant as text");
}

BOOST_AUTO_TEST_CASE(a_syntax_error_stands_alone) {
    CHECK_LINES(problems_of(with("thread: 5\ntasks: [a, b\n")),
                "9:1: a '[' is not closed before this point");
    CHECK_LINES(problems_of(with("tasks:\n\t- a\n")),
                "8:1: a tab in the indentation: YAML wants spaces");
    CHECK_LINES(problems_of("dataset_path: \"data.json\noutput_dir: o\n"),
                "1:15: a quote opens here and never closes");
    CHECK_LINES(problems_of(with("---\nversion: 1\n")),
                "7:1: a second document starts here: a file holds one configuration");
}

BOOST_AUTO_TEST_CASE(quotes_and_escapes_that_are_none_are_told_where_they_stand) {
    const std::string quote = "text behind a closing quote: in single quotes, write '' for an "
                              "apostrophe";
    CHECK_LINES(problems_of("output_dir: 'it's'\ndataset_path: d\n"), "1:17: " + quote);
    CHECK_LINES(problems_of("models:\n  - name: 'it's'\n    provider: openai\n"), "2:15: " + quote);
    CHECK_LINES(problems_of("models:\n  - {name: 'it's', provider: openai}\n"), "2:16: " + quote);
    CHECK_LINES(problems_of("tasks: ['it's']\n"), "1:13: " + quote);
    CHECK_LINES(problems_of("models:\n  - name: \"a\"\n    provider: openai\n   model_id: m\n"),
                "4:4: the indentation of this line fits no line above it");
    const std::string escape = "a '\\' in double quotes begins an escape, and this is none: write "
                               "\\\\, or use single quotes";
    CHECK_LINES(problems_of("dataset_path: d\nx-a: 1\noutput_dir: \"C:\\Users\\x\"\nx-b: 2\n"),
                "3:16: " + escape);
    CHECK_LINES(problems_of("output_dir: \"\\data\"\n"), "1:14: " + escape);
    CHECK_LINES(problems_of("output_dir: \"a\\xyz\"\n"), "1:15: " + escape);
}

BOOST_AUTO_TEST_CASE(columns_count_characters) {
    CHECK_LINES(problems_of(with_judge("extra_body: {é: é, x: yes}\n")),
                "7:27: extra_body: write true or false, or quote \"yes\"");
    CHECK_LINES(problems_of(with("x-ä: 'ü'\nthreads: {ö: 1, €: 2}\n")),
                "8:11: threads: unknown provider 'ö'", "8:17: threads: unknown provider '€'");
    CHECK_LINES(problems_of("é: ü \xC3\x28\n"),
                "1:6: this byte is not UTF-8: save the file as UTF-8");
}

BOOST_AUTO_TEST_CASE(all_problems_come_at_once_in_the_order_of_the_file) {
    CHECK_LINES(problems_of("dataset_path: [a]\n"
                            "threads: -1\n"
                            "models:\n"
                            "  - name: a\n"
                            "    provider: opnai\n"
                            "  - name: a\n"
                            "    provider: openai\n"
                            "    model_id: m\n"
                            "    repeats: 0\n"
                            "color: red\n"),
                "no 'output_dir': the folder for results, relative to this file's folder",
                "1:15: dataset_path: expected a text, found a list",
                "2:10: threads: expected a whole number from 1 to 10000, found '-1'",
                "4:5: no 'model_id': the name the provider knows the model by",
                "5:15: unknown provider 'opnai': did you mean 'openai'? (there are openai, "
                "openrouter, anthropic, azure or simulated)",
                "6:11: a judge named 'a' stands in line 4 already: they would share result files",
                "9:14: repeats: expected a whole number from 1 to 1000, found '0'",
                "10:1: unknown key 'color'");
}

BOOST_AUTO_TEST_CASE(a_path_that_is_named_elsewhere_may_be_left_out_but_not_be_wrong) {
    const std::string rest = "models:\n  - {name: a, provider: openai, model_id: m}\n";
    const auto read = [&](const std::string& head, paths_elsewhere elsewhere) {
        return short_forms(
            parse_config(head + rest, "/abs/folder/config.yaml", nullptr, elsewhere).problems);
    };
    constexpr paths_elsewhere dataset{.dataset = true, .output_dir = false}, both{true, true};
    CHECK_LINES(read("output_dir: o\n", dataset));
    CHECK_LINES(read("dataset_path:\noutput_dir:\n", both));
    CHECK_LINES(read("", dataset),
                "no 'output_dir': the folder for results, relative to this file's folder");
    CHECK_LINES(read("output_dir: [o]\n", both), "1:13: output_dir: expected a text, found a list");
}

BOOST_AUTO_TEST_CASE(two_judges_of_one_name_are_refused_whatever_stands_before_them) {
    const auto judge = [](std::string_view name) {
        return "  - {name: " + std::string(name) + ", provider: openai, model_id: m}\n";
    };
    const std::string head = "dataset_path: d\noutput_dir: o\nmodels:\n";
    const std::string text = head + judge("a") + judge("A") + judge("A") + judge("a");
    CHECK_LINES(problems_of(text),
                "6:12: a judge named 'A' stands in line 5 already: they would share result files",
                "7:12: a judge named 'a' stands in line 4 already: they would share result files");
    CHECK_LINES(warnings_of(head + judge("a") + judge("A")),
                "5:12: 'A' and 'a' of line 4 share result files where letter case does not count "
                "(macOS, Windows)");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_or_holds_nothing_is_told) {
    const auto missing = read_config("/nonexistent/config.yaml", nullptr);
    BOOST_REQUIRE(missing.problems.size() == 1U);
    BOOST_TEST((missing.problems[0].code == preceptron::errc::no_such_input));
    BOOST_TEST(to_string(missing.problems[0]) == "/nonexistent/config.yaml: there is no such file");
    CHECK_LINES(problems_of(""), "the file is empty: it needs dataset_path, output_dir and models");
    CHECK_LINES(problems_of("\xFF\xFEx"), "the file is UTF-16: save it as UTF-8");
    CHECK_LINES(problems_of("a: \xC3\x28\n"),
                "1:4: this byte is not UTF-8: save the file as UTF-8");
}

BOOST_AUTO_TEST_CASE(a_price_with_nothing_behind_a_name_is_no_price) {
    CHECK_LINES(problems_of(with_judge("price: {input: 250, output: }\n")),
                "7:12: price: needs both input and output, in USD per million tokens");
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
