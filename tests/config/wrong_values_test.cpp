// Values of config.yaml that are of the wrong type, out of bounds or in doubt.
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::config;

BOOST_AUTO_TEST_SUITE(wrong_values)

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

BOOST_AUTO_TEST_CASE(a_text_on_one_line_has_no_control_characters) {
    for (const char* name : {"\"a\\N\"", "\"a\\x9f\"", "\"a\\tb\"", "\"a\\x7f\""})
        CHECK_LINES(problems_of("dataset_path: d\noutput_dir: o\nmodels:\n  - {provider: openai, "
                                "model_id: m, name: " +
                                std::string(name) + "}\n"),
                    "4:43: name: a text on one line, without control characters, is expected");
}

BOOST_AUTO_TEST_CASE(a_blank_text_is_empty) {
    CHECK_LINES(problems_of("dataset_path: d\noutput_dir: o\nmodels:\n  - {provider: openai, "
                            "model_id: m, name: '  '}\n"),
                "4:43: name: the text is empty");
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

BOOST_AUTO_TEST_CASE(a_first_byte_that_may_come_after_the_end_of_the_call_is_warned_of) {
    for (const char* fine : {"first_byte: 15m", "total: 5m", "first_byte: 5m, total: 5m"})
        CHECK_LINES(warnings_of(with("timeouts: {" + std::string(fine) + "}\n")), );
    CHECK_LINES(warnings_of(with("timeouts: {first_byte: 16m}\n")),
                "7:24: timeouts.first_byte is longer than timeouts.total, which ends a call first");
}

BOOST_AUTO_TEST_CASE(a_price_with_nothing_behind_a_name_is_no_price) {
    CHECK_LINES(problems_of(with_judge("price: {input: 250, output: }\n")),
                "7:12: price: needs both input and output, in USD per million tokens");
}

BOOST_AUTO_TEST_SUITE_END()
