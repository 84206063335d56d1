// What the sentences may claim, and that they do not fall silent.
#include "agreement/statistic.hpp"
#include "analysis/export/agreement_csv.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <string>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

const scorer right = [](int, int grade) -> std::optional<double> { return grade; };
const scorer off = [](int i, int grade) -> std::optional<double> {
    return i % 7 ? grade : 5 - grade;
};

results::ratings two_judges_on(const std::vector<const char*>& tasks) {
    std::vector<results::rating_row> rows;
    for (const char* const task : tasks) {
        add_task(rows, task, "a", right);
        add_task(rows, task, "b", off);
    }
    return results::arrange_ratings(rows).value();
}

// A comparison with this interval and p, between judges of the same coverage.
report with_lead(double by, agreement::interval_estimate interval, double p) {
    report r = analyse(two_judges_on({"task"}), {}, {}, {}, quick());
    macro_difference& d = r.macro_differences.at(0);
    d.difference.value = agreement::defined(by);
    d.difference.interval = interval;
    d.adjusted_p = p;
    d.can_be_significant = true;
    return r;
}

} // namespace

BOOST_AUTO_TEST_SUITE(plain_sentences)

BOOST_AUTO_TEST_CASE(chance_is_not_ruled_out_against_the_p_of_the_same_comparison) {
    const auto sure = plain_words(with_lead(0.06, agreement::between(0.0026, 0.12), 0.04));
    BOOST_TEST(has(sure, "Best: a."));
    BOOST_TEST(has(sure, "allow 0.003 to 0.12: 0 is not among them, so that chance alone hardly"));
    const auto not_sure = plain_words(with_lead(0.06, agreement::between(0.0026, 0.12), 0.211));
    BOOST_TEST(has(not_sure, "Highest: a."));
    BOOST_TEST(has(not_sure, "0 is not among them, but p, by Holm, is 0.211: chance may explain"));
    BOOST_TEST(!has(not_sure, "hardly explains"));
}

BOOST_AUTO_TEST_CASE(nobody_is_called_best_whose_lead_is_not_clear) {
    const auto words = plain_words(with_lead(0.02, agreement::between(-0.05, 0.05), 0.9));
    BOOST_TEST(has(words, "Highest: a."));
    BOOST_TEST(!has(words, "Best"));
    BOOST_TEST(has(words, "a is ahead of b by 0.02, and the data allow -0.05 to 0.05"));
}

BOOST_AUTO_TEST_CASE(a_lead_that_no_figure_shows_is_none) {
    const auto words = plain_words(with_lead(0.002, agreement::between(-0.0004, 0.05), 0.9));
    BOOST_TEST(has(words, "Highest: a and b."));
    BOOST_TEST(has(words, "a and b are level, less than 0.005 apart, and the data allow -0.0004 to "
                          "0.05: 0 is among them"));
    const auto sure = plain_words(with_lead(0.002, agreement::between(0.001, 0.003), 0.01));
    BOOST_TEST(has(sure, "Best: a."));
    BOOST_TEST(has(sure, "a is ahead of b by 0.002"));
}

BOOST_AUTO_TEST_CASE(none_is_best_of_those_who_agree_as_by_guessing) {
    std::vector<results::rating_row> rows;
    for (const char* const judge : {"a", "b"})
        add_task(rows, "task", judge, [](int, int) -> std::optional<double> { return 3.0; });
    const auto words =
        plain_words(analyse(results::arrange_ratings(rows).value(), {}, {}, {}, quick()));
    BOOST_TEST(has(words, "None is called best: none agrees better than by guessing."));
    BOOST_TEST(!has(words, "Best: "));
}

BOOST_AUTO_TEST_CASE(of_a_judge_without_a_score_that_is_all_that_is_said) {
    std::vector<results::rating_row> rows;
    for (const char* const task : {"task", "more"}) {
        add_task(rows, task, "a", right);
        add_task(rows, task, "b", off);
        add_task(rows, task, "gone", [](int, int) -> std::optional<double> { return {}; });
    }
    const report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, quick());
    const auto words = plain_words(r);
    BOOST_TEST(has(words, "gone has no score on any of "));
    BOOST_TEST(std::ranges::count_if(
                   words, [](const std::string& s) { return s.find("gone") != s.npos; }) == 1);
    BOOST_TEST(!has(pairs_section(r).remarks, "gone"));
}

BOOST_AUTO_TEST_CASE(the_p_of_one_task_is_that_of_the_comparison_and_several_have_none) {
    const report one = analyse(two_judges_on({"task"}), {}, {}, {}, quick());
    BOOST_TEST(*one.macro_differences[0].adjusted_p == one.pairs[0].adjusted_p);
    const report two = analyse(two_judges_on({"task", "more"}), {}, {}, {}, quick());
    BOOST_TEST(!two.macro_differences[0].adjusted_p.has_value());
}

BOOST_AUTO_TEST_CASE(a_task_that_leaves_a_judge_without_a_mean_is_named) {
    results::ratings all = two_judges_on({"task", "tiny"});
    for (std::size_t i = 0; i < 72; ++i)
        if (i != 1) // of which both are right
            all.tasks[1].ratings.grades[i].reset();
    const report r = analyse(all, {}, {}, {}, quick());
    const auto words = plain_words(r);
    BOOST_TEST(has(words, "In plain words: QWK is 1 when"));
    BOOST_TEST(has(words, "a is not ranked: QWK is undefined on tiny (1 entry): "));
    BOOST_TEST(has(words, "b is not ranked: "));
    BOOST_TEST(analysis_json(r, false).find(R"("undefined_on":[{"task":"tiny","n":1,"reason":")") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(why_two_judges_are_not_compared_is_what_one_of_them_lacks) {
    for (const auto spacing : {agreement::spacing::value, agreement::spacing::index})
        for (const bool first : {true, false}) {
            results::ratings all = two_judges_on({"task"});
            for (std::size_t i = 0; i < 72; ++i) { // one is right of what is all alike
                all.tasks[0].ratings.grades[i] = 3.0;
                for (std::size_t j = 0; j < 2; ++j)
                    all.tasks[0].repeats[j].scores.at(i, 0) =
                        (j == 0) == first || i % 3 ? 3.0 : 2.0;
            }
            settings s = quick();
            s.spacing = spacing;
            const report r = analyse(all, {}, {}, {}, s);
            const rated_cell& lacking = r.cells[first ? 0 : 1];
            const std::string_view why =
                find(lacking.statistics, agreement::name_of(main_kappa(s)))->value.undefined_reason;
            BOOST_TEST(why == "all grades and scores are the same value");
            BOOST_TEST(r.pairs[0].difference.value.undefined_reason == why);
            BOOST_TEST(r.pairs[0].difference.interval.undefined_reason == why);
            BOOST_TEST(has(pairs_section(r).remarks,
                           "a and b are not compared: " + std::string(why) + "."));
        }
}

BOOST_AUTO_TEST_CASE(a_single_entry_has_no_place_in_a_mean_whether_it_is_hit_or_missed) {
    results::ratings all = two_judges_on({"task", "tiny"});
    for (std::size_t i = 0; i < 72; ++i)
        if (i != 7) // which a hits and b misses
            all.tasks[1].ratings.grades[i].reset();
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_REQUIRE(r.cells.size() == 4u);
    BOOST_TEST(!find(r.cells[2].statistics, "kappa.quadratic.value")->value);
    BOOST_TEST(*find(r.cells[3].statistics, "kappa.quadratic.value")->value == 0.0); // by formula
    for (const judge_macro& m : r.macro) {
        BOOST_TEST(!m.statistics[0].value);
        BOOST_REQUIRE(m.undefined_on.size() == 1u);
        BOOST_TEST(m.undefined_on[0].reason == "fewer than two entries");
    }
    const auto words = plain_words(r);
    for (const char* const judge : {"a", "b"})
        BOOST_TEST(has(words, std::string(judge) + " is not ranked: QWK is undefined on tiny "
                                                   "(1 entry): fewer than two entries."));
    // Two that miss it are not level by it, either.
    all.tasks[1].repeats[0].scores.at(7, 0) = all.tasks[1].repeats[1].scores.at(7, 0);
    const report both = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(*both.pairs.at(1).difference.value == 0.0);
    BOOST_TEST(!both.macro_differences.at(0).difference.value);
    settings s = quick();
    s.primary = "mae"; // of which one entry says something
    BOOST_TEST(
        analyse(all, {}, {}, {}, s).macro_differences.at(0).difference.value.value.has_value());
}

BOOST_AUTO_TEST_CASE(a_task_that_was_not_asked_is_none_of_the_judges_tasks) {
    results::ratings all = two_judges_on({"task", "other"});
    for (std::size_t i = 0; i < 72; ++i)
        all.tasks[1].repeats[0].scores.at(i, 0).reset();
    all.tasks[1].ratings.judges[0].unasked.assign(72, true);
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(r.macro[0].tasks == 1u);
    BOOST_TEST(r.macro[1].tasks == 2u);
    BOOST_TEST(r.macro_differences.at(0).tasks == 1u);
    const auto words = plain_words(r);
    BOOST_TEST(has(words, "a 1.00 (1 task, 72 of 72 entries), b "));
    BOOST_TEST(has(words, "a is ahead of b by"));
    BOOST_TEST(!has(words, "not ranked"));
    for (std::size_t i = 0; i < 72; ++i)
        all.tasks[0].repeats[0].scores.at(i, 0).reset();
    all.tasks[0].ratings.judges[0].unasked.assign(72, true);
    BOOST_TEST(has(plain_words(analyse(all, {}, {}, {}, quick())),
                   "a is not ranked: it was asked nothing."));
}

BOOST_AUTO_TEST_CASE(one_case_is_no_plural) {
    results::ratings all = two_judges_on({"task"});
    for (std::string& id : all.tasks[0].ratings.case_ids)
        id = "one";
    BOOST_TEST(has(pairs_section(analyse(all, {}, {}, {}, quick())).remarks, "with 1 case the"));
}

BOOST_AUTO_TEST_CASE(csv_and_json_have_one_name_for_a_statistic_and_its_interval) {
    task_scales scales;
    scales["task"].values = {0, 1, 2, 3, 4, 5};
    for (const bool declared : {false, true}) {
        const report r =
            analyse(two_judges_on({"task"}), declared ? scales : task_scales(), {}, {}, quick());
        const std::string csv = agreement_csv(r);
        BOOST_TEST(csv.find("task,kappa.quadratic.value,") == std::string::npos);
        for (const char* const set : {".union,", ".full,"}) {
            const auto at = csv.find(std::string("b,task,kappa.quadratic.value") + set);
            BOOST_TEST((at != std::string::npos) == (declared || set[1] == 'u'));
            if (at != std::string::npos)
                BOOST_TEST(csv.substr(at, csv.find('\n', at) - at).find(",jackknife-t,72,12,") !=
                           std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_judge_that_gives_one_score_has_a_kappa_of_exactly_0) {
    std::vector<results::rating_row> rows;
    add_task(rows, "task", "a", [](int, int) -> std::optional<double> { return 3.7; });
    const report r = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, quick());
    for (const char* const name : {"kappa.none", "kappa.linear.value", "kappa.quadratic.value"})
        BOOST_TEST(*find(r.cells[0].statistics, name)->value == 0.0);
    for (const agreement::named_estimate& d : r.cells[0].details)
        if (d.name.starts_with("kappa."))
            if (const auto* s = std::get_if<agreement::statistic>(&d.value); s && s->value)
                BOOST_TEST(**s == 0.0, d.name);
}

BOOST_AUTO_TEST_SUITE_END()
