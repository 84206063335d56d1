// What becomes of statistics where scores or a scale have hundreds or thousands of different
// values.
#include "analysis/analysis_json.hpp"
#include "analysis/headline_text.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/sections.hpp"

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

} // namespace

BOOST_AUTO_TEST_SUITE(many_values)

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
