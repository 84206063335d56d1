// What becomes of statistics where scores or a scale have hundreds or thousands of different
// values.
#include "agreement/pair_measure.hpp"
#include "analysis/export/agreement_csv.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// A task of 330 different grades beside one of 11, both on ten points.
results::ratings many_scores() {
    std::vector<results::rating_row> rows;
    for (int i = 0; i < 360; ++i) {
        results::rating_row r;
        r.id = std::to_string(i);
        r.case_id = "case" + std::to_string(i / 15);
        r.task = i < 330 ? "long" : "short";
        r.judge = "judge";
        r.max_score = 10.0;
        r.grade = i < 330 ? i * 0.03 : i % 11;
        r.score = i < 330 ? *r.grade + (i % 4) * 0.02 : (i + i % 2) % 11;
        rows.push_back(r);
    }
    return results::arrange_ratings(rows).value();
}

// Of which nearly each has a value of its own, by "good" and "poor".
results::ratings two_judges_of_many_scores(int cases) {
    std::vector<results::rating_row> rows;
    for (int i = 0; i < 8 * cases; ++i)
        for (const bool good : {true, false}) {
            results::rating_row r;
            r.id = std::to_string(i);
            r.case_id = "case" + std::to_string(i / 8);
            r.task = "task";
            r.judge = good ? "good" : "poor";
            r.grade = (i * 7919) % 4801 * 0.02;
            r.score = *r.grade + ((i * 31) % 17 - 8) * (good ? 0.53 : 1.91);
            rows.push_back(r);
        }
    return results::arrange_ratings(rows).value();
}

bool by_jackknife_alone(std::string_view name) {
    return name == "kendall_tau_b" || name == "spearman" || name == "macro_mae";
}

} // namespace

BOOST_AUTO_TEST_SUITE(many_values)

BOOST_AUTO_TEST_CASE(many_different_scores_have_the_intervals_of_few) {
    results::ratings all = two_judges_of_many_scores(60);
    for (const bool declared : {true, false}) {
        settings s = quick();
        if (declared)
            for (int i = 0; i < 14'000; ++i)
                s.scale.push_back((i - 2'000) * 0.01);
        const report r = analyse(all, {}, {}, {}, s);
        BOOST_TEST(r.cells[0].n > 300u);
        for (const agreement::table_statistic which : agreement::all_table_statistics()) {
            const std::string_view name = name_of(which);
            const estimate* const e = find(r.cells[0].statistics, name);
            if (e && name != "within_tolerance") { // of which no scale is known
                BOOST_TEST(e->value.value.has_value(), name);
                BOOST_TEST(e->interval.value.has_value(), name);
            }
            BOOST_TEST((e != nullptr) == agreement::is_of_pairs(which), name);
        }
        const auto& statistics = r.cells[0].statistics;
        BOOST_TEST((*find(statistics, "ccc")->interval ==
                    *find(statistics, "kappa.quadratic.value")->interval));
        // Whatever has a number has limits, or a reason for none, also by another name.
        const std::string csv = agreement_csv(r, true);
        BOOST_TEST(csv.find("kappa.quadratic.value.union,0.9") != std::string::npos);
        BOOST_TEST(csv.find("alpha.ordinal,,,,") != std::string::npos);
        for (const char* const set : {"union", "full"})
            if (const auto at = csv.find("kappa.quadratic.value." + std::string(set));
                at != std::string::npos)
                BOOST_TEST(csv.substr(at, csv.find('\n', at) - at).find(",bca,") !=
                           std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(many_different_points_have_their_errors_where_maxima_differ) {
    results::ratings all = two_judges_of_many_scores(60);
    agreement::task_ratings& task = all.tasks[0].ratings;
    task.max_scores.clear();
    for (std::size_t i = 0; i < task.size(); ++i)
        task.max_scores.emplace_back(i % 2 ? 120 : 150);
    const report r = analyse(all, {}, {}, {}, quick());
    const rated_cell& cell = r.cells[0];
    BOOST_TEST(cell.normalised);
    BOOST_TEST_REQUIRE(cell.points.size() == 3u);
    for (const estimate& e : cell.points) {
        BOOST_TEST(e.value.value.has_value(), e.name);
        BOOST_TEST(e.interval.value.has_value(), e.name);
    }
    const double share = *find(cell.statistics, "mae")->value;
    BOOST_TEST(*find(cell.points, "mae")->value > 100 * share);
}

BOOST_AUTO_TEST_CASE(many_different_scores_have_the_averaged_figures_too) {
    const report r = analyse(many_scores(), {}, {}, {}, {});
    BOOST_REQUIRE(r.cells.size() == 2u);
    BOOST_TEST(*find(r.cells[0].statistics, "within_tolerance")->value == 1.0);
    for (const estimate& e : r.macro[0].statistics)
        BOOST_TEST(*e.value == (*find(r.cells[0].statistics, e.name)->value +
                                *find(r.cells[1].statistics, e.name)->value) /
                                   2);
    BOOST_TEST(r.cells[0].kappa.undefined_reason == "too many different scores");
}

BOOST_AUTO_TEST_CASE(judges_of_many_different_scores_are_compared) {
    const results::ratings all = two_judges_of_many_scores(60);
    for (const char* const primary : {"qwk", "mae"})
        for (const auto how : {interval_choice::automatic, interval_choice::bca,
                               interval_choice::percentile, interval_choice::jackknife_t}) {
            settings s = quick();
            s.primary = primary;
            s.intervals = how;
            const report r = analyse(all, {}, {}, {}, s);
            const std::string_view method =
                how == interval_choice::automatic ? "bca" : to_string(how);
            for (const estimate& e : r.cells[0].statistics)
                if (e.interval)
                    BOOST_TEST(e.method == (by_jackknife_alone(e.name) ? "jackknife-t" : method),
                               e.name);
            const judge_pair& pair = r.pairs.at(0);
            const auto of = [&](std::size_t cell) {
                return *find(r.cells[cell].statistics, pair.difference.name)->value;
            };
            BOOST_TEST(std::abs(*pair.difference.value - (of(0) - of(1))) < 1e-12);
            BOOST_TEST(pair.difference.method == method);
            BOOST_TEST(pair.p < 0.05);
            BOOST_TEST(has(plain_words(r), "chance alone hardly explains it"));
            if (how != interval_choice::jackknife_t)
                BOOST_TEST(has(footnotes(r),
                               "rank correlations and macro_mae of scores of more than 300"));
        }
}

BOOST_AUTO_TEST_CASE(why_many_different_scores_are_not_compared_by_category_is_said) {
    settings s = quick();
    s.spacing = agreement::spacing::index;
    const report r = analyse(two_judges_of_many_scores(60), {}, {}, {}, s);
    BOOST_TEST(
        has(plain_words(r), "QWK is undefined on task (480 entries): the scale has too many"));
    const auto remarks = pairs_section(r).remarks;
    BOOST_TEST(has(remarks, "good and poor are not compared: scores have too many different"));
    BOOST_TEST(!has(remarks, "significance at .05 is impossible"));
}

BOOST_AUTO_TEST_CASE(judges_that_were_never_compared_are_not_said_to_have_been) {
    results::ratings all = two_judges_of_many_scores(60);
    for (std::size_t i = 0; i < 480; ++i) // each scored another half
        all.tasks[0].repeats[i % 2].scores.at(i, 0).reset();
    const auto words = plain_words(analyse(all, {}, {}, {}, quick()));
    BOOST_TEST(!has(words, "compared two at a time"));
    BOOST_TEST(has(words, "differ cannot be said: no entry was scored by both."));
}

BOOST_AUTO_TEST_CASE(a_scale_of_thousands_of_values_leaves_its_own_statistics_out) {
    settings s;
    for (int i = 0; i < 10'000; ++i)
        s.scale.push_back(i * 0.002);
    const report r = analysed(6, s);
    const auto detail = [&](std::string_view name) {
        for (const agreement::named_estimate& e : r.cells[0].details)
            if (e.name == name)
                return std::get<agreement::statistic>(e.value);
        return agreement::undefined("missing");
    };
    BOOST_TEST(detail("ac1.full").undefined_reason == "the scale has too many values");
    BOOST_TEST(std::abs(*detail("kappa.quadratic.value.full") -
                        *detail("kappa.quadratic.value.union")) < 1e-9);
    BOOST_TEST(detail("ac1.union").value.has_value());
    BOOST_TEST(*find(r.cells[0].statistics, "ac1")->value == *detail("ac1.union"));
    BOOST_TEST(r.cells[0].categories_full.empty());
}

BOOST_AUTO_TEST_CASE(repeats_and_physicians_of_thousands_of_different_scores_have_an_alpha) {
    std::vector<results::rating_row> rows;
    std::vector<agreement::long_rating> raters;
    for (int i = 0; i < 9'000; ++i)
        for (const int again : {0, 1}) {
            results::rating_row r;
            r.id = std::to_string(i);
            r.case_id = std::to_string(i / 100);
            r.task = "task";
            r.judge = "judge";
            r.epoch = std::to_string(again);
            r.grade = i * 0.001;
            r.score = i * 0.001 + again * 0.0004;
            rows.push_back(r);
            raters.push_back({r.id, r.case_id, "rater" + r.epoch, r.score});
        }
    settings s;
    s.published_way = false;
    const report r = analyse(results::arrange_ratings(rows).value(), {}, raters, {}, s);
    const estimate* const again = find(r.consistency.at(0).estimates, "alpha.interval");
    BOOST_REQUIRE(again);
    BOOST_TEST(*again->value > 0.999);
    BOOST_TEST(*r.ceiling.at(0).alpha.value > 0.999);
    BOOST_TEST(r.ceiling.at(0).complete_entries == 9'000U);
    BOOST_TEST(*r.ceiling.at(0).complete_agreement > 0.999);
    const std::string json = analysis_json(r, false);
    BOOST_TEST(json.find(R"("entries_of_all_raters":9000,"icc.ICC2":{"estimate":0.99)") !=
               json.npos);
    BOOST_TEST(json.find(R"("length_spearman":{"estimate":null)") != json.npos); // no length known
}

BOOST_AUTO_TEST_CASE(no_figure_of_some_tasks_is_called_one_of_all) {
    settings s;
    s.spacing = agreement::spacing::index; // of categories, and there are too many
    const report r = analyse(many_scores(), {}, {}, {}, s);
    BOOST_TEST(r.macro[0].tasks == 2u);
    BOOST_TEST(!r.macro[0].statistics[0].value);
    BOOST_TEST(!r.macro[0].statistics[0].interval);
}

BOOST_AUTO_TEST_SUITE_END()
