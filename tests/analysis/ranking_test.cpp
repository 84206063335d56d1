// Who is called best, and when nobody is.
#include "analysis/made_up_ratings.hpp"
#include "analysis/ranking.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <optional>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// `few` scores the easiest third alone, and of it not all as the physician does; `all` is right
// there, and far off elsewhere.
std::vector<results::rating_row> rows_of_unequal_coverage() {
    std::vector<results::rating_row> rows;
    add_task(rows, "task", "few", [](int i, int grade) -> std::optional<double> {
        if (grade != 0 && grade != 5)
            return std::nullopt;
        return std::abs(grade - (i % 4 == 0 ? 1 : 0));
    });
    add_task(rows, "task", "all", [](int, int grade) -> std::optional<double> {
        return grade == 0 || grade == 5 ? grade : 5 - grade;
    });
    return rows;
}

report of_unequal_coverage(const std::string& primary) {
    const auto rows = rows_of_unequal_coverage();
    settings s;
    s.primary = primary;
    return analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
}

} // namespace

BOOST_AUTO_TEST_SUITE(who_is_best)

BOOST_AUTO_TEST_CASE(the_better_judge_is_named_and_no_verdict_is_given) {
    const auto words = plain_words(analysed(20));
    BOOST_TEST(has(words, "Best: good."));
    BOOST_TEST(has(words, "good is ahead of poor by"));
    BOOST_TEST(has(words, "No verdict: one physician score per entry"));
}

BOOST_AUTO_TEST_CASE(judges_that_agree_alike_are_both_the_best) {
    settings s;
    s.replicates = 200;
    const auto words = plain_words(analyse(made_up(20, true), {}, {}, {}, s));
    BOOST_TEST(has(words, "Best: good and poor."));
    BOOST_TEST(has(words, "good and poor agree with the physicians to the same degree."));
}

BOOST_AUTO_TEST_CASE(who_scored_easy_entries_alone_is_not_called_the_best) {
    const auto words = plain_words(of_unequal_coverage("qwk"));
    BOOST_TEST(has(words, "few 0.9"));
    BOOST_TEST(has(words, "(24 of 72 entries), all 0."));
    BOOST_TEST(!has(words, "Best"));
    BOOST_TEST(has(words, "None is called best: the judges did not score the same entries"));
    BOOST_TEST(has(words, "On the 24 entries that both scored, all is ahead of few by 0."));
    BOOST_TEST(has(words, ": 0 is not among them"));
}

BOOST_AUTO_TEST_CASE(coverage_may_differ_by_a_twentieth_of_what_either_was_asked) {
    const auto having_scored = [](std::size_t n, std::size_t asked) {
        judge_macro m;
        m.parts.push_back({"task", n, asked});
        return m;
    };
    const judge_macro most = having_scored(95, 100);
    for (const auto& [n, like] : {std::pair{90, true}, {89, false}}) {
        const judge_macro other = having_scored(static_cast<std::size_t>(n), 95);
        BOOST_TEST(comparable(most, other) == like);
        BOOST_TEST(comparable(other, most) == like);
    }
}

BOOST_AUTO_TEST_CASE(coverage_is_of_what_was_asked) {
    std::vector<results::rating_row> rows = rows_of_unequal_coverage();
    for (int i = 0; i < 1000; ++i) { // so many more that no run was to ask: to none a twentieth
        results::rating_row r = rows[static_cast<std::size_t>(i) % 72];
        r.id = "more" + std::to_string(i);
        r.score.reset();
        for (const char* const judge : {"few", "all"}) {
            r.judge = judge;
            rows.push_back(r);
        }
    }
    results::ratings all = results::arrange_ratings(rows).value();
    for (agreement::judge_scores& judge : all.tasks[0].ratings.judges) {
        judge.unasked.assign(1072, true);
        std::fill_n(judge.unasked.begin(), 72, false);
    }
    const auto words = plain_words(analyse(all, {}, {}, {}, quick()));
    BOOST_TEST(has(words, "(24 of 72 entries), all 0."));
    BOOST_TEST(has(words, "None is called best: the judges did not score the same entries"));
    // Of its own 24 a judge that was asked no others has scored all, and has scored others all the
    // same.
    for (std::size_t i = 0; i < 72; ++i)
        if (!all.tasks[0].repeats[0].scores.at(i, 0))
            all.tasks[0].ratings.judges[0].unasked[i] = true;
    const auto apart = plain_words(analyse(all, {}, {}, {}, quick()));
    BOOST_TEST(has(apart, "(24 of 24 entries), all 0."));
    BOOST_TEST(has(apart, "None is called best: the judges did not score the same entries"));
}

BOOST_AUTO_TEST_CASE(who_graded_an_easy_task_alone_is_not_called_the_best) {
    std::vector<results::rating_row> rows;
    const scorer fair = [](int i, int grade) -> std::optional<double> {
        return i % 7 == 0 ? std::abs(grade - 1) : grade;
    };
    add_task(rows, "easy", "one", fair);
    add_task(rows, "easy", "two", [](int, int grade) -> std::optional<double> { return grade; });
    add_task(rows, "hard", "two",
             [](int i, int) -> std::optional<double> { return (i * 5) % 6 < 3 ? 1 : 3; });
    const auto words = plain_words(analyse(results::arrange_ratings(rows).value(), {}, {}, {}, {}));
    BOOST_TEST(has(words, "(1 task, 72 of 72 entries), two 0."));
    BOOST_TEST(has(words, "(2 tasks, 144 of 144 entries)."));
    BOOST_TEST(!has(words, "Best"));
    BOOST_TEST(has(words, "On the 72 entries (1 task) that both scored, two is ahead of one by"));
}

BOOST_AUTO_TEST_CASE(a_judge_ahead_by_mean_and_on_what_both_scored_is_the_best) {
    results::ratings all = made_up(10);
    for (std::size_t entry = 0; entry < 9; ++entry) // of the poor judge, far beyond a twentieth
        all.tasks[0].repeats[0].scores.at(entry, 1) = std::nullopt;
    const auto words = plain_words(analyse(std::move(all), {}, {}, {}, {}));
    BOOST_TEST(has(words, "Best: good."));
    BOOST_TEST(has(words, "On the 21 entries that both scored, good is ahead of poor by"));
}

BOOST_AUTO_TEST_CASE(names_and_order_of_judges_have_no_part_in_p) {
    const auto of = [](const char* first, const char* second) {
        std::vector<results::rating_row> rows;
        for (std::size_t i = 0; i < 60; ++i)
            for (const bool good : {*first == 'g', *first != 'g'}) {
                results::rating_row r;
                r.id = std::to_string(i);
                r.case_id = std::to_string(i / 3);
                r.task = "task";
                r.judge = good == (*first == 'g') ? first : second;
                r.grade = static_cast<double>(i % 7);
                r.score = *r.grade + (i % (good ? 5 : 3) ? 0 : 1);
                rows.push_back(r);
            }
        return analyse(results::arrange_ratings(rows).value(), {}, {}, {}, quick()).pairs.at(0);
    };
    const judge_pair one = of("good", "poor");
    BOOST_TEST(!one.exact);
    BOOST_TEST(one.p > one.smallest_p);
    BOOST_TEST(of("poor", "good").p == one.p);
    BOOST_TEST(of("gamma", "alpha").p == one.p);
}

BOOST_AUTO_TEST_CASE(the_primary_statistic_decides_who_is_best) {
    settings s;
    s.primary = "mae";
    s.replicates = 200;
    const auto words = plain_words(analysed(20, s));
    BOOST_TEST(has(words, "Best by mean absolute error: good."));
    BOOST_TEST(has(words, "good's mean error is smaller than poor's by 0."));
    BOOST_TEST(has(words, "of the scale, and the data allow 0."));
    BOOST_TEST(has(plain_words(of_unequal_coverage("mae")),
                   "On the 24 entries that both scored, all's mean error is smaller than few's"));
}

BOOST_AUTO_TEST_SUITE_END()
