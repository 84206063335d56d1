// Means over tasks and leads in them: whose interval they have, and when they have none.
#include "agreement/jackknife.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/figures.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/ranking.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

const scorer right = [](int, int grade) -> std::optional<double> { return grade; };
const scorer near = [](int i, int grade) -> std::optional<double> {
    return i % 5 ? grade : (i % 2 ? 5 : 0);
};
const scorer off = [](int i, int grade) -> std::optional<double> {
    return i % 7 ? grade : 5 - grade;
};

// Judges a and b on two tasks, on the first of which these are their scores.
results::ratings on_two_tasks(scorer a, scorer b) {
    std::vector<results::rating_row> rows;
    add_task(rows, "first", "a", a);
    add_task(rows, "first", "b", b);
    add_task(rows, "second", "a", near);
    add_task(rows, "second", "b", off);
    return results::arrange_ratings(rows).value();
}

void share_cases(results::ratings& all) {
    all.tasks[1].ratings.case_ids = all.tasks[0].ratings.case_ids;
}

bool same(const estimate& a, const estimate& b) {
    return a.name == b.name && a.method == b.method && *a.value == *b.value &&
           *a.interval == *b.interval;
}

// Of ten and of twenty points, on which a errs by one and by two as often as not, b seldom.
results::ratings of_ten_and_twenty(bool max_on_first, bool max_on_second, const char* second) {
    std::vector<results::rating_row> rows;
    for (int i = 0; i < 120; ++i)
        for (const bool a : {true, false}) {
            results::rating_row r;
            r.id = std::to_string(i);
            r.case_id = std::to_string(i % 60 / 5);
            r.task = i < 60 ? "ten" : second;
            r.judge = a ? "a" : "b";
            if (i < 60 ? max_on_first : max_on_second)
                r.max_score = i < 60 ? 10 : 20;
            r.grade = i % 8;
            r.score = *r.grade + (i % (a ? 2 : 5) ? 0 : i < 60 ? 1 : 2);
            rows.push_back(r);
        }
    return results::arrange_ratings(rows).value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(averages)

BOOST_AUTO_TEST_CASE(a_lead_is_of_all_tasks_in_whatever_order_judges_come) {
    const auto find_all = [](bool in_order) {
        std::vector<results::rating_row> rows;
        add_task(rows, "first", "a", near);
        add_task(rows, "first", "b", right);
        add_task(rows, "second", in_order ? "a" : "b", in_order ? off : near);
        add_task(rows, "second", in_order ? "b" : "a", in_order ? near : off);
        return analyse(results::arrange_ratings(rows).value(), {}, {}, {}, quick());
    };
    const report one = find_all(true), other = find_all(false);
    BOOST_TEST_REQUIRE(other.macro_differences.size() == 1u);
    BOOST_TEST(other.macro_differences[0].tasks == 2u);
    BOOST_TEST(other.macro_differences[0].n == 144u);
    BOOST_TEST(same(other.macro_differences[0].difference, one.macro_differences[0].difference));
    BOOST_TEST(plain_words(other) == plain_words(one), boost::test_tools::per_element());
    const lead ahead = lead_of(other, "b", "a");
    BOOST_TEST(*ahead.by == -*other.macro_differences[0].difference.value);
    BOOST_TEST(ahead.interval->lo == -other.macro_differences[0].difference.interval->hi);
}

BOOST_AUTO_TEST_CASE(mean_errors_are_shares_of_what_is_known_of_each_tasks_scale) {
    settings s = quick();
    s.primary = "mae";
    task_scales known;
    known["ten"].least = known["twenty"].least = 0;
    known["ten"].most = 10;
    known["twenty"].most = 20;
    const auto difference = [&](bool on_first, bool on_second, const char* second) {
        return analyse(of_ten_and_twenty(on_first, on_second, second), known, {}, {}, s)
            .macro_differences.at(0);
    };
    const macro_difference by_maxima = difference(true, true, "unknown");
    BOOST_TEST(std::abs(*by_maxima.difference.value - 0.03) < 1e-12);
    for (const bool on_first : {true, false})
        for (const bool on_second : {true, false}) {
            const macro_difference d = difference(on_first, on_second, "twenty");
            BOOST_TEST(d.of_scale);
            BOOST_TEST(same(d.difference, by_maxima.difference));
        }
    known.clear(); // points of one scale are not those of another
    for (const bool on_first : {true, false}) {
        const macro_difference d = difference(on_first, false, "unknown");
        BOOST_TEST(!d.of_scale);
        BOOST_TEST(!d.difference.value);
        BOOST_TEST(d.difference.value.undefined_reason.starts_with("some tasks' errors are in"));
        BOOST_TEST_REQUIRE(d.undefined_on.size() == (on_first ? 1u : 2u));
        BOOST_TEST(d.undefined_on.back().task == "unknown");
        const report r = analyse(of_ten_and_twenty(on_first, false, "unknown"), {}, {}, {}, s);
        BOOST_TEST(has(plain_words(r), std::string("differ cannot be said: on ") +
                                           (on_first ? "" : "ten and ") +
                                           "unknown errors are in points only, as the greatest "
                                           "score is not known: give the entries a max_score, or "
                                           "say --scale"));
    }
}

BOOST_AUTO_TEST_CASE(a_mean_over_one_task_is_that_tasks_figure_with_its_interval) {
    for (const int cases : {12, 45})
        for (const auto how : {interval_choice::automatic, interval_choice::bca,
                               interval_choice::percentile, interval_choice::jackknife_t}) {
            settings s;
            s.intervals = how;
            const report r = analysed(cases, s);
            for (const estimate& e : r.macro[0].statistics)
                if (const estimate* const own = find(r.cells[0].statistics, e.name);
                    own && own->interval)
                    BOOST_TEST(same(e, *own), e.name);
            BOOST_TEST(same(r.macro_differences[0].difference, r.pairs[0].difference));
        }
}

BOOST_AUTO_TEST_CASE(the_sentence_has_the_limits_of_the_table) {
    const report r = analysed(45);
    const std::string kappa =
        with_interval(*find(r.cells[1].statistics, "kappa.quadratic.value"), 2);
    BOOST_TEST(has(plain_words(r), "poor " + kappa));
    const agreement::interval& lead = *r.pairs[0].difference.interval;
    BOOST_TEST(r.pairs[0].difference.method == "bca");
    BOOST_TEST(has(plain_words(r),
                   "the data allow " + beside_0(lead.lo, 2) + " to " + beside_0(lead.hi, 2) + ":"));
}

BOOST_AUTO_TEST_CASE(which_interval_is_by_which_method_is_said) {
    const auto of_one = footnotes(analysed(45));
    BOOST_TEST(has(of_one, "by case (bca), seed"));
    BOOST_TEST(!has(of_one, "Other intervals"));
    settings s = quick();
    s.intervals = interval_choice::percentile;
    results::ratings all = on_two_tasks(near, off);
    BOOST_TEST(has(footnotes(analyse(all, {}, {}, {}, s)),
                   "Other intervals: means over tasks, and leads in them, jackknife-t within "
                   "tasks."));
    share_cases(all);
    const report shared = analyse(all, {}, {}, {}, s);
    BOOST_TEST(has(footnotes(shared), "jackknife-t across tasks (a case that several tasks share"));
    BOOST_TEST(shared.macro[0].statistics[0].method == across_tasks);
    BOOST_TEST(shared.macro_differences[0].difference.method == across_tasks);
    const report beside = analyse(made_up(45), {}, ratings_of(135, {"x", "y", "z"}), {}, quick());
    BOOST_TEST(has(footnotes(beside), "Other intervals: verdicts beside physicians jackknife-t."));
    BOOST_TEST(has(ceiling_section(beside).remarks, "not as a sample of physicians"));
    BOOST_TEST(has(ceiling_section(beside).remarks, "not adjusted for their number"));
    BOOST_TEST(has(systems_section(beside).remarks, "Intervals: percentile, cases drawn again"));
    report chosen = beside;
    for (system_agreement& a : chosen.systems)
        a.kendall.method = "jackknife-t";
    BOOST_TEST(has(systems_section(chosen).remarks, "Intervals: jackknife-t."));
    chosen.systems.resize(2, chosen.systems.at(0));
    chosen.systems[0].kendall.method = "percentile";
    chosen.systems[1].kendall.method = "percentile, enumerated";
    BOOST_TEST(has(systems_section(chosen).remarks,
                   "Intervals: percentile, cases drawn again (all ways up to 7); of few cases"));
}

BOOST_AUTO_TEST_CASE(cases_that_tasks_share_count_once_and_are_left_out_at_once) {
    results::ratings all = on_two_tasks(near, off);
    const report apart = analyse(all, {}, {}, {}, quick());
    share_cases(all);
    const report shared = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(apart.macro[0].cases == 24u);
    BOOST_TEST(shared.macro[0].cases == 12u);
    // The judges err alike on a case in both tasks: the mean is less sure than of other cases.
    const auto width = [](const estimate& e) { return e.interval->hi - e.interval->lo; };
    BOOST_TEST(width(shared.macro[0].statistics[0]) > 1.2 * width(apart.macro[0].statistics[0]));
    BOOST_TEST(width(shared.macro_differences[0].difference) >
               1.2 * width(apart.macro_differences[0].difference));
    const auto cases = [](const report& r) {
        return r.bias[0].groups[3].second.at(0).cases; // by grade
    };
    BOOST_TEST(cases(apart) == 24u);
    BOOST_TEST(cases(shared) == 12u);
}

BOOST_AUTO_TEST_CASE(a_task_that_tells_nothing_leaves_the_mean_without_an_interval) {
    const report r = analyse(on_two_tasks(right, right), {}, {}, {}, quick());
    for (const judge_macro& m : r.macro) {
        BOOST_TEST(m.statistics[0].value.value.has_value());
        BOOST_TEST(!m.statistics[0].interval);
        BOOST_REQUIRE(m.no_interval_on.size() == 1u);
        BOOST_TEST(m.no_interval_on[0].task == "first");
    }
    BOOST_TEST(!r.macro_differences[0].difference.interval);
    const auto words = plain_words(r);
    BOOST_TEST(has(words, "The mean of a has no interval: on first the cases do not differ"));
    BOOST_TEST(has(words, "how sure that is cannot be said: on first the cases do not differ"));
    BOOST_TEST(!has(words, "Best"));
    BOOST_TEST(analysis_json(r, false).find(
                   R"("no_interval_on":[{"task":"first","n":72,"reason":"the cases do not)") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_mean_with_a_task_of_few_cases_is_marked) {
    results::ratings all = on_two_tasks(near, off);
    BOOST_TEST(!has(plain_words(analyse(all, {}, {}, {}, quick())), few_cases_mark));
    for (std::size_t i = 0; i < 72; ++i)
        all.tasks[1].ratings.case_ids[i] = std::to_string(i / 9);
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(r.macro[0].few_cases);
    BOOST_TEST(has(plain_words(r), "]" + std::string(few_cases_mark) + ", b "));
    BOOST_TEST(has(footnotes(r), "beside a mean in one of its tasks at least"));
}

BOOST_AUTO_TEST_CASE(a_difference_by_category_is_that_of_the_two_kappas) {
    settings s = quick();
    s.spacing = agreement::spacing::index;
    for (const bool declared : {true, false}) {
        s.scale = declared ? std::vector<double>{0, 1, 2, 3, 4, 5} : std::vector<double>();
        results::ratings all = on_two_tasks(near, off);
        for (std::size_t i = 0; i < 72; ++i) {
            double& grade = *all.tasks[0].ratings.grades[i];
            grade = grade < 2 ? 0 : grade < 4 ? 1 : 5; // of the scale's scores three are in use
            for (results::judge_repeats& j : all.tasks[0].repeats) {
                double& score = *j.scores.at(i, 0);
                score = score < 2 ? 0 : score < 4 ? 1 : 5;
            }
        }
        *all.tasks[0].repeats[1].scores.at(0, 0) = 3; // by b alone
        const report r = analyse(all, {}, {}, {}, s);
        const auto kappa = [&](std::size_t cell) {
            return *find(r.cells[cell].statistics, "kappa.quadratic.index")->value;
        };
        BOOST_TEST(std::abs(*r.pairs[0].difference.value - (kappa(0) - kappa(1))) < 1e-12);
        BOOST_TEST(r.pairs[0].p <= 1);
    }
}

BOOST_AUTO_TEST_CASE(what_is_by_grade_says_that_grades_are_uncertain) {
    const report r = analysed(20);
    const section s = bias_section(r);
    BOOST_TEST(has(s.remarks, "A grade is itself uncertain"));
    BOOST_TEST(analysis_json(r, false).find(R"("note":"A grade is itself uncertain)") !=
               std::string::npos);
    // Judge and physician err alike about the same quality: over grades that makes a trend.
    results::ratings all = made_up(40);
    for (std::size_t i = 0; i < 120; ++i) {
        const double quality = 2 + static_cast<double>(i % 7);
        const double one = i % 2 ? 2 : -2, other = i % 4 < 2 ? 2 : -2;
        all.tasks[0].ratings.grades[i] = quality + one;
        all.tasks[0].repeats[0].scores.at(i, 0) = quality + other;
    }
    const judge_bias b = analyse(all, {}, {}, {}, quick()).bias.at(0);
    const auto trend = [&](std::string_view by) {
        const auto found = std::ranges::find(b.groups, by, [](const auto& g) { return g.first; });
        BOOST_REQUIRE(found != b.groups.end());
        return *found->second.front().bias - *found->second.back().bias;
    };
    BOOST_TEST(trend("grade") > 0.2);
    BOOST_TEST(std::abs(trend("mean")) < 0.1);
}

// The mean that judges are compared by is shown, and is what their leads are the difference of.
BOOST_AUTO_TEST_CASE(mean_errors_over_tasks_are_in_shares_of_the_scale) {
    settings s = quick();
    s.primary = "mae";
    const report r = analyse(of_ten_and_twenty(true, true, "twenty"), {}, {}, {}, s);
    const estimate *const a = find(r.macro[0].statistics, "mae"), *const b = find(
                                                                      r.macro[1].statistics, "mae");
    BOOST_REQUIRE((a && a->value && a->interval && b && b->value));
    BOOST_TEST(r.macro[0].errors_of_scale);
    double mean = 0;
    for (const rated_cell& cell : r.cells)
        if (cell.judge == r.macro[0].judge)
            mean += *find(cell.statistics, "mae")->value / (cell.task == "ten" ? 10 : 20) / 2;
    BOOST_TEST(std::abs(*a->value - mean) < 1e-12);
    BOOST_TEST(std::abs(*a->value - *b->value - *r.macro_differences[0].difference.value) < 1e-12);
    const auto words = findings(r);
    BOOST_TEST(
        has(words, "Mean absolute error, in shares of the scale; averaged over 2 tasks: b "));
    BOOST_TEST(has(words, error_with_interval(*a, true, 3)));
    const std::string json = analysis_json(r, false);
    BOOST_TEST(json.find(R"("unit":"shares of the scale","undefined_on")") != json.npos);
    BOOST_TEST(!find(
        analyse(of_ten_and_twenty(true, true, "twenty"), {}, {}, {}, quick()).macro[0].statistics,
        "mae"));
}

BOOST_AUTO_TEST_CASE(mean_errors_in_points_are_of_one_task_only) {
    settings s = quick();
    s.primary = "mae";
    const report two = analyse(of_ten_and_twenty(true, false, "twenty"), {}, {}, {}, s);
    BOOST_TEST(!find(two.macro[0].statistics, "mae")->value);
    BOOST_TEST(!has(findings(two), "Mean absolute error"));
    std::vector<results::rating_row> rows;
    add_task(rows, "only", "a", off);
    for (results::rating_row& row : rows)
        row.max_score.reset();
    const report one = analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
    BOOST_TEST(*find(one.macro[0].statistics, "mae")->value ==
               *find(one.cells[0].statistics, "mae")->value);
    BOOST_TEST(has(findings(one), "Mean absolute error, in points: a "));
}

BOOST_AUTO_TEST_SUITE_END()
