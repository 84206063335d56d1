#include "judging/task_file.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

#include <sys/stat.h>

using namespace preceptron;
using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(task_files)

const std::string good = R"(task: plan
title: "Testing plan"
source: "A paper"
scale: {min: 0, max: 19, step: 0.5}
tolerance: {points: 1}
aliases: [other_plan]
requires: [response, [test_plan, rubric]]
wants: [case_vignette]
prompts:
  default:
    system: |
      Grade it.
    user: |
      {{case_vignette}} {{test_plan|rubric}}
      {{response}} of {{max_score}} on {{scale}}
  calibrated:
    system: Grade it well.
    user: "{{response}} {{test_plan}} {{rubric}}"
)";

task read(const std::string& yaml) {
    const auto made = parse_task(yaml, "t.yaml");
    BOOST_TEST_REQUIRE(made.has_value(), (made ? "" : made.error().message));
    return *made;
}

std::string with(std::string_view line, std::string_view other) {
    std::string yaml = good;
    const std::size_t at = yaml.find(line);
    BOOST_TEST_REQUIRE(at != std::string::npos);
    return yaml.replace(at, line.size(), other);
}

// The whole message that the file gets.
void refuse(const std::string& yaml, const std::vector<std::string>& lines) {
    const auto made = parse_task(yaml, "t.yaml");
    BOOST_TEST_REQUIRE(made.has_error(), yaml);
    BOOST_TEST((made.error().code == errc::bad_configuration));
    std::string message;
    for (const std::string& line : lines)
        message += (message.empty() ? "" : "\n") + line;
    BOOST_TEST(made.error().message == message);
}

BOOST_AUTO_TEST_CASE(a_task_is_what_its_file_says) {
    const task t = read(good);
    BOOST_TEST(t.name == "plan");
    BOOST_TEST(t.title == "Testing plan");
    BOOST_TEST(t.source == "A paper");
    BOOST_TEST(t.scale.max.value() == 19.0);
    BOOST_TEST(t.scale.step.value() == 0.5);
    BOOST_TEST((t.tolerance.of == tolerance::unit::points));
    BOOST_TEST(t.tolerance.amount == 1.0);
    BOOST_TEST((t.aliases == std::vector<std::string>{"other_plan"}));
    BOOST_TEST((t.required == std::vector<requirement>{{"response"}, {"test_plan", "rubric"}}));
    BOOST_TEST((t.wanted == std::vector<std::string>{"case_vignette"}));
    BOOST_TEST(t.describe() == "plan: Testing plan (0 to 19 in steps of 0.5)");
    BOOST_TEST(t.variant("default").system.text == "Grade it.");
    BOOST_TEST(t.variant("calibrated").system.text == "Grade it well.");
}

BOOST_AUTO_TEST_CASE(a_variant_that_a_task_has_not_is_its_default) {
    const task t = read(good);
    BOOST_TEST(&t.variant("strict") == &t.variant("default"));
}

BOOST_AUTO_TEST_CASE(the_prompts_hash_follows_their_text) {
    const task t = read(good);
    const std::string hash = prompt_template_hash(t.variant("default"));
    BOOST_TEST(hash.size() == 64U);
    BOOST_TEST(hash != prompt_template_hash(t.variant("calibrated")));
    BOOST_TEST(hash == prompt_template_hash(read(with("A paper", "B")).variant("default")));
    BOOST_TEST(hash !=
               prompt_template_hash(read(with("Grade it.", "Judge it.")).variant("default")));
}

BOOST_AUTO_TEST_CASE(scales_come_in_three_forms) {
    const auto of = [](std::string_view scale) {
        return read(with("{min: 0, max: 19, step: 0.5}", scale)).scale;
    };
    BOOST_TEST((of("{values: [0, 2, 2.5]}").values == std::vector<double>{0, 2, 2.5}));
    BOOST_TEST(of("{max: 5}").min == 0.0);
    BOOST_TEST(!of("{min: 1, max: max_score}").max.has_value());
}

BOOST_AUTO_TEST_CASE(tolerance_aliases_and_wants_may_be_left_out) {
    std::string yaml = with("tolerance: {points: 1}\naliases: [other_plan]\n", "");
    BOOST_TEST((read(yaml).tolerance.of == tolerance::unit::share));
    BOOST_TEST(read(yaml).tolerance.amount == 0.1);
    BOOST_TEST(read(yaml).aliases.empty());
    BOOST_TEST(read(with("tolerance: {points: 1}", "tolerance: {share: 0.2}")).tolerance.amount ==
               0.2);
}

BOOST_AUTO_TEST_CASE(unknown_keys_are_refused_with_the_nearest) {
    refuse(with("wants:", "want:"),
           {"t.yaml:8:1: a task file has no key \"want\": did you mean wants?",
            "t.yaml:14:7: {{case_vignette}} is in neither requires nor wants"});
    refuse(with("step:", "steps:"),
           {"t.yaml:4:26: scale has no key \"steps\": did you mean step?"});
    refuse(with("{points: 1}", "{points: 1, xyzzy: 2}"),
           {"t.yaml:5:24: tolerance has no key \"xyzzy\""});
    refuse(with("    system: Grade", "    sistem: Grade"),
           {"t.yaml:17:5: prompt \"calibrated\" has no key \"sistem\": did you mean system?",
            "t.yaml:17:5: prompt \"calibrated\" needs \"system\""});
}

BOOST_AUTO_TEST_CASE(columns_count_characters) {
    refuse(
        with("{points: 1}", "{points: 1, \"zé\": 2, \"日本\": 3}"),
        {"t.yaml:5:24: tolerance has no key \"zé\"", "t.yaml:5:33: tolerance has no key \"日本\""});
    refuse(with("\"{{response}} {{test_plan}}", "\"{{response}} é日 {{plan}} {{test_plan}}"),
           {"t.yaml:18:28: {{plan}} is in neither requires nor wants"});
    refuse(with("\"Testing plan\"", "\"Täst\": plan"),
           {"t.yaml:2:14: a ':' where no key can stand: check the indentation, and quote a text "
            "that holds ': '"});
    refuse(with("Grade it well.", "Gräde \xE9 it"),
           {"t.yaml:17:19: this byte is not UTF-8: save the file as UTF-8"});
    refuse("\xEF\xBB\xBF" + with("title: \"Testing", "titel: \"Tésting"),
           {"t.yaml:1:1: a task file needs \"title\"",
            "t.yaml:2:1: a task file has no key \"titel\": did you mean title?"});
}

BOOST_AUTO_TEST_CASE(a_key_that_stands_twice_is_refused) {
    refuse(with("title:", "task: x\ntitle:"), {"t.yaml:2:1: \"task\" stands here twice"});
    refuse(with("  calibrated:", "  default:"), {"t.yaml:16:3: \"default\" stands here twice"});
}

BOOST_AUTO_TEST_CASE(missing_keys_are_named) {
    refuse("title: x",
           {"t.yaml:1:1: a task file needs \"task\"", "t.yaml:1:1: a task file needs \"source\"",
            "t.yaml:1:1: a task file needs \"scale\"", "t.yaml:1:1: a task file needs \"requires\"",
            "t.yaml:1:1: a task file needs \"prompts\""});
    refuse(with("  default:", "  plain:"), {"t.yaml:10:3: prompts needs \"default\""});
}

BOOST_AUTO_TEST_CASE(values_of_another_kind_are_refused) {
    refuse(with("title: \"Testing plan\"", "title: [a]"),
           {"t.yaml:2:8: title must be text, not a list"});
    refuse(with("title: \"Testing plan\"", "title: ' '"),
           {"t.yaml:2:8: title must be text, not blank"});
    refuse(with("{points: 1}", "{points: one}"),
           {"t.yaml:5:21: points must be a number, not \"one\""});
    refuse(with("{points: 1}", "1"),
           {"t.yaml:5:12: tolerance must be a mapping (key: value), not \"1\"",
            "t.yaml:5:12: tolerance has either points or share"});
    refuse(with("{points: 1}", "{points: .inf}"),
           {"t.yaml:5:21: points must be a number, not \".inf\""});
    refuse(with("[other_plan]", "other_plan"), {"t.yaml:6:10: aliases must be a list of names"});
    refuse(with("[other_plan]", "[{a: b}]"),
           {"t.yaml:6:11: a name in aliases must be text, not a mapping"});
    refuse("[1, 2]", {"t.yaml:1:1: a task file must be a mapping (key: value), not a list"});
}

BOOST_AUTO_TEST_CASE(numbers_have_no_leading_zero) {
    refuse(with("max: 19", "max: 019"), {"t.yaml:4:22: max: \"019\" is octal to some: write it "
                                         "without the leading zero"});
    BOOST_TEST(read(with("step: 0.5", "step: 0.25")).scale.step.value() == 0.25);
}

BOOST_AUTO_TEST_CASE(scales_that_make_no_sense_are_refused) {
    const auto scale = [](std::string_view text) {
        return with("{min: 0, max: 19, step: 0.5}", text);
    };
    refuse(scale("{min: 0}"), {"t.yaml:4:8: scale needs values, or max: a number or max_score"});
    refuse(scale("{min: 5, max: 5}"), {"t.yaml:4:22: max must be above min"});
    refuse(scale("{max: 5, step: 0}"), {"t.yaml:4:23: step must be above 0"});
    refuse(scale("{min: 0, max: 4, step: 3}"),
           {"t.yaml:4:31: no step ends at max: the best score could never be given"});
    BOOST_TEST(read(scale("{min: 1, max: 1.3, step: 0.1}")).scale.steps_reach_max());
    refuse(scale("{max: 5, step: 0.001}"),
           {"t.yaml:4:23: step is too small: from min to max there may be 1,000 of them"});
    refuse(scale("{max: maximum}"), {"t.yaml:4:14: max must be a number, not \"maximum\""});
    refuse(scale("{values: [1]}"), {"t.yaml:4:17: values must be a list of at least two numbers"});
    refuse(scale("{values: [2, 1]}"), {"t.yaml:4:21: values must ascend"});
    refuse(scale("{values: [1, 1]}"), {"t.yaml:4:21: values must ascend"});
    refuse(scale("{values: [1, 2], max: 3}"),
           {"t.yaml:4:8: scale has either values, or min and max"});
}

BOOST_AUTO_TEST_CASE(placeholders_are_checked_at_their_place) {
    refuse(with("{{response}} of", "{{respons}} {{ x y }} {{response}} of"),
           {"t.yaml:15:7: {{respons}} is in neither requires nor wants: did you mean response?",
            "t.yaml:15:19: \"{{ x y \" is no placeholder: write {{name}} or {{name|other}}"});
    refuse(with("\"{{response}} {{test_plan}}", "\"{{response}} \\n {{plan}} {{test_plan}}"),
           {"t.yaml:18:28: {{plan}} is in neither requires nor wants"});
}

BOOST_AUTO_TEST_CASE(every_prompt_shows_what_the_task_requires) {
    refuse(with("{{test_plan|rubric}}", "{{test_plan}}"),
           {"t.yaml:10:3: prompt \"default\" does not show {{rubric}}, which the task requires"});
    read(with("    system: Grade it well.\n    user: \"{{response}} {{test_plan}} {{rubric}}\"",
              "    system: \"{{test_plan}} {{rubric}}\"\n    user: \"{{response}}\""));
}

BOOST_AUTO_TEST_CASE(a_syntax_error_stands_alone_with_its_place) {
    const auto made = parse_task("task: [1\ntitle: x\n", "t.yaml");
    BOOST_TEST_REQUIRE(made.has_error());
    BOOST_TEST(made.error().message.find("t.yaml:2:") == 0U, made.error().message);
    BOOST_TEST(made.error().message.find("a '[' is not closed") != std::string::npos,
               made.error().message);
    BOOST_TEST(made.error().message.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(anchors_and_aliases_are_refused) {
    refuse("task: &a x\ntitle: *a\n",
           {"t.yaml:1:7: anchors (&) and aliases (*) are not taken: write the text out",
            "t.yaml:2:8: anchors (&) and aliases (*) are not taken: write the text out"});
    refuse("&a [*a]",
           {"t.yaml:1:1: anchors (&) and aliases (*) are not taken: write the text out",
            "t.yaml:1:5: anchors (&) and aliases (*) are not taken: write the text out"});
}

BOOST_AUTO_TEST_CASE(hostile_yaml_is_an_error) {
    refuse("", {"t.yaml:1:1: the file is empty"});
    refuse("a: 1\n---\nb: 2\n", {"t.yaml:1:1: the file holds more than one YAML document (---)"});
    BOOST_TEST(parse_task(std::string(100'000, '['), "t").has_error());
    BOOST_TEST(parse_task(std::string(100'000, '{'), "t").has_error());
    BOOST_TEST(parse_task("? [a]\n: b\n", "t").has_error());
    BOOST_TEST(parse_task(std::string("\0\xFF\xFE", 3), "t").has_error());
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_told_where_they_stand) {
    refuse(with("Grade it well.", "Grade \xC3\xA9 caf\xE9."),
           {"t.yaml:17:24: this byte is not UTF-8: save the file as UTF-8"});
    refuse(with("Grade it well.", std::string("Grade \0it", 9)),
           {"t.yaml:17:19: a NUL byte: this is no text file"});
    refuse("\xFF\xFEt", {"t.yaml:1:1: the file is UTF-16: save it as UTF-8"});
    const scratch_folder folder;
    const auto bad = read_task_file(folder.write("a.yaml", with("Testing plan", "Plan caf\xE9")));
    BOOST_TEST_REQUIRE(bad.has_error());
    BOOST_TEST(
        bad.error().message.ends_with(":2:17: this byte is not UTF-8: save the file as UTF-8"));
    BOOST_TEST(read("\xEF\xBB\xBF" + good).name == "plan");
}

BOOST_AUTO_TEST_CASE(escapes_are_the_characters_they_stand_for) {
    const task t = read(with("\"Testing plan\"", "\"\\_\\N\\xE9\\u2013\""));
    BOOST_TEST(t.title == "\u00A0\u0085é–");
}

BOOST_AUTO_TEST_CASE(files_are_named_by_their_absolute_path) {
    const scratch_folder folder;
    BOOST_TEST(read_task_file(folder.write("a.yaml", good))->name == "plan");
    const auto bad = read_task_file(folder.write("b.yaml", "x: 1"));
    BOOST_TEST(bad.error().message.find((folder.path() / "b.yaml").string() + ":1:1: ") == 0U);
    const auto none = read_task_file(folder.path() / "none.yaml");
    BOOST_TEST((none.error().code == errc::no_such_input));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_told_with_its_reason_and_never_waited_for) {
    const scratch_folder folder;
    const auto told = [&](const char* name) {
        const auto read = read_task_file(folder.path() / name);
        BOOST_TEST_REQUIRE(read.has_error());
        const std::string& message = read.error().message;
        const std::size_t at = message.find(name);
        BOOST_TEST_REQUIRE(at != std::string::npos);
        return message.substr(at);
    };
    folder.write("empty.yaml", "");
    std::filesystem::create_directory(folder.path() / "folder.yaml");
    std::filesystem::create_symlink("gone.yaml", folder.path() / "link.yaml");
    BOOST_TEST_REQUIRE(::mkfifo((folder.path() / "pipe.yaml").c_str(), 0600) == 0);
    BOOST_TEST(told("empty.yaml") == "empty.yaml:1:1: the file is empty");
    BOOST_TEST(told("folder.yaml") == "folder.yaml: it is a folder");
    BOOST_TEST(told("link.yaml") == "link.yaml: it is a link to gone.yaml, which is not there");
    BOOST_TEST(told("none.yaml") == "none.yaml: there is no such file");
    BOOST_TEST(told("pipe.yaml") == "pipe.yaml: it is no regular file");
}

BOOST_AUTO_TEST_SUITE_END()
