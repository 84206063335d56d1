#include "made_up.hpp"
#include "report/sections/page_sections.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;

BOOST_AUTO_TEST_SUITE(methods)

namespace {

page_input one_judge() {
    page_input in;
    made_judge j;
    j.name = "j";
    j.provider = "openai";
    j.model_id = "m1";
    j.prompt = "default";
    j.temperature = "0";
    j.reasoning_effort = "low";
    in.origin.judges.push_back(j);
    results::judge_facts facts;
    facts.judge = "j";
    facts.asked = {{"openai", "m1", "default", 60}};
    facts.served = {{"m1-2026", 60, {}, {}}};
    in.facts.judges.push_back(facts);
    return in;
}

// What is said of the judges.
std::string judges(const page_input& in) {
    const std::string text = methods_section(in);
    const std::string begin = "Judges: ";
    const std::size_t from = text.find(begin) + begin.size();
    return text.substr(from, text.find(". Tasks: ", from) - from);
}

} // namespace

BOOST_AUTO_TEST_CASE(say_what_was_sent) {
    BOOST_TEST(judges(one_judge()) == "j (openai m1, served as m1-2026, temperature 0, reasoning "
                                      "effort low, prompt default)");
    page_input in = one_judge();
    in.origin.judges[0].reasoning_effort.clear();
    in.origin.judges[0].temperature = "provider default";
    in.facts.judges[0].refused = {{"m1", "temperature"}}; // of a run that asked for one
    BOOST_TEST(judges(in) ==
               "j (openai m1, served as m1-2026, temperature provider default, prompt default)");
}

BOOST_AUTO_TEST_CASE(tell_the_days) {
    page_input in = one_judge();
    in.facts.first = parse_timestamp("2026-11-29T01:00:00.000Z");
    in.facts.last = parse_timestamp("2026-11-29T23:00:00.000Z");
    BOOST_TEST(methods_section(in).find(" on 2026-11-29 (UTC)") != std::string::npos);
    in.facts.last = parse_timestamp("2026-11-30T01:00:00.000Z");
    BOOST_TEST(methods_section(in).find(" from 2026-11-29 to 2026-11-30 (UTC)") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(state_no_parameter_that_the_server_refused) {
    page_input in = one_judge();
    in.facts.judges[0].refused = {{"m1", "temperature"}, {"other", "reasoning_effort"}};
    BOOST_TEST(judges(in) ==
               "j (openai m1, served as m1-2026, temperature: provider default (the one asked for "
               "was refused), reasoning effort low, prompt default)");
    in.facts.judges[0].refused = {{"m1", "reasoning_effort"}};
    BOOST_TEST(judges(in) == "j (openai m1, served as m1-2026, temperature 0, reasoning effort: "
                             "provider default (the one asked for was refused), prompt default)");
}

BOOST_AUTO_TEST_CASE(tell_answers_of_another_model_or_prompt_apart) {
    page_input in = one_judge();
    in.facts.judges[0].asked = {{"openai", "m0", "default", 40},
                                {"openai", "m1", "calibrated", 20}};
    BOOST_TEST(judges(in) ==
               "j (40 of 60 answers by openai m0, default prompt; 20 of 60 answers by "
               "openai m1, calibrated prompt; served as m1-2026; m1 last asked for "
               "with temperature 0, reasoning effort low)");
    in.facts.judges[0].asked = {{"openai", "m0", "default", 60}}; // kept, all of them
    BOOST_TEST(judges(in) ==
               "j (60 of 60 answers by openai m0, default prompt; served as m1-2026)");
}

BOOST_AUTO_TEST_CASE(tell_adopted_answers_apart) {
    page_input in = one_judge();
    in.facts.judges[0].asked = {};
    in.facts.judges[0].served = {{"", 50, {}, {}}};
    in.facts.judges[0].adopted_now = 50;
    BOOST_TEST(judges(in) == "j (50 of 50 answers taken over from another program&#39;s files)");
}

BOOST_AUTO_TEST_CASE(say_by_which_method_each_interval_is) {
    page_input in = one_judge();
    const std::string by_itself = methods_section(in);
    const auto says = [](const std::string& text, const char* part) {
        return text.find(part) != text.npos;
    };
    BOOST_TEST(says(by_itself, "with fewer than 40 cases and bias-corrected accelerated"));
    BOOST_TEST(
        says(by_itself, "of the rank correlation of systems, percentile bootstrap of cases"));
    BOOST_TEST(says(by_itself, "over several tasks they, and judges"));
    BOOST_TEST(says(by_itself, "share being left out of all of them at once"));
    BOOST_TEST(says(by_itself, "A grade is itself uncertain"));
    BOOST_TEST(!says(by_itself, "take the physicians as fixed"));
    in.agreement.used.intervals = analysis::interval_choice::jackknife_t;
    in.agreement.ceiling.emplace_back();
    const std::string chosen = methods_section(in);
    BOOST_TEST(!says(chosen, "40 cases"));
    BOOST_TEST(says(chosen, "of the rank correlation of systems, cluster-jackknife t"));
    BOOST_TEST(says(chosen, "take the physicians as fixed"));
    BOOST_TEST(says(chosen, "not adjusted for the number of judges and tasks"));
}

BOOST_AUTO_TEST_CASE(count_the_scores_among_the_judgements_asked_for) {
    page_input in = one_judge();
    in.origin.entries = 1;
    analysis::flow& f = in.agreement.counts;
    f.eligible = f.could_be_asked = 302;
    f.entries_asked = 302;
    f.judgements = 2416;
    f.analysed = 2394;
    f.missing = {{"unparsed", 22}};
    const auto says = [&in](const char* part) {
        return methods_section(in).find(part) != std::string::npos;
    };
    BOOST_TEST(says(" Of 2,416 judgements of 302 eligible entries, 2,394 had a score. "));
    BOOST_TEST(says(" (1 entry, SHA-256 "));
    f.missing["not_asked"] = 1456;
    f.analysed = 938;
    f.entries_asked = 120;
    BOOST_TEST(says(" Of 960 judgements that were asked for, of 120 of 302 eligible entries, 938 "
                    "had a score. "));
    f.entries_asked = std::nullopt;
    f.still_to_come = 3;
    BOOST_TEST(says(" Of 960 judgements that were asked for, not of each judge the same entries, "
                    "of 302 eligible entries, 938 had a score; 3 were still to come. "));
}

BOOST_AUTO_TEST_CASE(name_judges_and_models_uncut) {
    page_input in = one_judge();
    const std::string judge = "gpt-6-sol-2026-11-01-preview-with-extended-reasoning-calibrated",
                      model = judge + "-model", served = judge + "-served";
    in.origin.judges[0].name = in.facts.judges[0].judge = judge;
    in.origin.judges[0].model_id = in.facts.judges[0].asked[0].model_id = model;
    in.facts.judges[0].served[0].name = served;
    BOOST_TEST(judges(in).starts_with(judge + " (openai " + model + ", served as " + served + ","));
}

BOOST_AUTO_TEST_CASE(tell_which_task_had_which_prompt) {
    page_input in = one_judge();
    made_judge& judge = in.origin.judges[0];
    judge.prompt = "calibrated";
    judge.prompts = {{"a", "calibrated"}, {"b", "default"}, {"c", "calibrated"}};
    in.facts.judges[0].asked = {{"openai", "m1", "calibrated", 40},
                                {"openai", "m1", "default", 20}};
    BOOST_TEST(judges(in).ends_with(", prompts calibrated (a, c) and default (b))"), judges(in));
    judge.prompts = {{"b", "default"}};
    in.facts.judges[0].asked.erase(in.facts.judges[0].asked.begin());
    BOOST_TEST(judges(in).ends_with(", prompt default)"), judges(in));
}

BOOST_AUTO_TEST_CASE(name_a_task_file_as_the_prompt) {
    page_input in = one_judge();
    in.origin.judges[0].prompt_file = "/home/me/strict.yaml";
    in.facts.judges[0].asked = {{"openai", "m1", "/home/me/strict.yaml", 60}};
    BOOST_TEST(judges(in).ends_with(", prompt strict.yaml)"), judges(in));
}

BOOST_AUTO_TEST_SUITE_END()
