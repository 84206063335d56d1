// What is told of config.yaml as a whole: all problems at once, files that cannot be read, what is
// missing, and judges that are in each other's way.
#include "config/reading.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::config;

BOOST_AUTO_TEST_SUITE(yaml_problems)

BOOST_AUTO_TEST_CASE(what_is_right_is_no_problem) {
    CHECK_LINES(problems_of(with("")), );
    CHECK_LINES(problems_of(with("x-note: anything\nversion: 1\n")), );
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

BOOST_AUTO_TEST_SUITE_END()
