// Intervals of what is computed from sums over cases, and the reason where there is none.
#include "agreement/alpha.hpp"
#include "agreement/case_totals.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/random_stream.hpp"
#include "agreement/repeats.hpp"
#include "agreement/systems.hpp"
#include "analysis/export/analysis_json.hpp"
#include "analysis/interval_method.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// Each entry asked three times, with some answers missing.
results::ratings repeated(int cases) {
    results::ratings all = made_up(cases);
    results::judge_repeats& r = all.tasks[0].repeats[0];
    agreement::rating_matrix three(r.scores.items(), 3);
    agreement::random_stream random(4, 0, 0);
    for (std::size_t i = 0; i < three.items(); ++i)
        for (std::size_t k = 0; k < 3; ++k)
            if (random.below(7) != 0)
                three.at(i, k) = *r.scores.at(i, 0) + random.below(3);
    r.scores = three;
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(intervals)

BOOST_AUTO_TEST_CASE(sums_over_cases_give_alpha_and_taus_of_the_rows) {
    agreement::random_stream random(3, 0, 0);
    agreement::rating_matrix m(40, 4);
    std::vector<std::uint32_t> cases;
    for (std::size_t i = 0; i < 40; ++i) {
        cases.push_back(random.below(6));
        for (std::size_t k = 0; k < 4; ++k)
            if (random.below(3))
                m.at(i, k) = 100 + 0.1 * random.below(9);
    }
    agreement::case_totals totals(7, agreement::alpha_columns); // the last has no row
    agreement::add_alpha_totals(totals, 0, m, cases);
    const auto level = agreement::measurement::interval;
    BOOST_TEST(std::abs(*agreement::alpha_of_totals(totals.total()) -
                        *agreement::krippendorff_alpha(m, level)) < 1e-12);
    const std::vector<double> left_out = totals.left_out(agreement::alpha_of_totals);
    for (std::uint32_t c = 0; c < 7; ++c) {
        agreement::rating_matrix rest = m;
        for (std::size_t i = 0; i < 40; ++i)
            for (std::size_t k = 0; k < 4; ++k)
                if (cases[i] == c)
                    rest.at(i, k).reset();
        BOOST_TEST(std::abs(left_out[c] - *agreement::krippendorff_alpha(rest, level)) < 1e-12);
    }
    BOOST_TEST(!totals.occupied(6));

    agreement::pairs p;
    std::vector<std::string> who;
    p.case_count = 5;
    for (int i = 0; i < 60; ++i) {
        p.add(random.below(5), random.below(5), random.below(5));
        who.push_back(std::string(1, static_cast<char>('a' + random.below(4))));
    }
    const auto means = agreement::system_means(p, who);
    const auto ranking = agreement::rank(means);
    const auto sums = agreement::system_totals(p, who, means).total();
    BOOST_TEST(std::abs(*agreement::kendall_of_totals(sums) - *ranking.kendall_tau_b) < 1e-12);
    BOOST_TEST(*agreement::pairwise_accuracy_of_totals(sums) == *ranking.pairwise_accuracy);
}

BOOST_AUTO_TEST_CASE(repeats_have_intervals_by_case) {
    for (const int cases : {12, 45}) {
        const report r = analyse(repeated(cases), {}, {}, {}, quick());
        BOOST_REQUIRE(r.consistency[0].estimates.size() == 4u);
        for (const estimate& e : r.consistency[0].estimates) {
            BOOST_TEST(e.interval.value.has_value(), e.name);
            BOOST_TEST(e.interval->lo < *e.value);
            BOOST_TEST(e.interval->hi > *e.value);
            BOOST_TEST(e.method == (cases < 40 ? "jackknife-t" : "bca"));
        }
    }
}

BOOST_AUTO_TEST_CASE(physicians_exact_agreement_and_alpha_have_intervals) {
    auto raters = ratings_of(60, {"x", "y", "z"});
    for (std::size_t i = 0; i < 3; ++i) // or all cases were alike
        raters[i].grade = 1;
    const report r = analyse(made_up(20), {}, raters, {}, quick());
    BOOST_TEST(r.ceiling[0].physicians.exact_agreement_interval.value.has_value());
    BOOST_TEST(r.ceiling[0].alpha.interval.value.has_value());
    const std::string json = analysis_json(r, false);
    BOOST_TEST(json.find(R"("ci":null,"ci_method":null,"undefined":null,"ci_undefined":null)") ==
               std::string::npos); // a number, no limits, and no word why
    BOOST_TEST(json.find("not computed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(systems_have_an_interval_and_two_of_them_a_warning) {
    results::ratings all = made_up(20);
    const report two = analyse(all, {}, {}, {}, quick());
    BOOST_TEST(two.systems.at(0).is_one_pair());
    BOOST_TEST(has(systems_section(two).remarks, "With two systems Kendall can only be 1 or -1"));
    BOOST_TEST(analysis_json(two, false).find(R"("note":"With two systems)") != std::string::npos);
    for (std::size_t i = 0; i < 60; ++i) {
        all.tasks[0].ratings.models[i] = std::string(1, static_cast<char>('a' + i % 4));
        all.tasks[0].repeats[0].scores.at(i, 0) = static_cast<double>((i * 7) % 10);
    }
    const report four = analyse(all, {}, {}, {}, quick());
    const estimate& tau = four.systems.at(0).kendall;
    BOOST_TEST(tau.method == "percentile");
    BOOST_REQUIRE(tau.interval.value.has_value());
    BOOST_TEST(tau.interval->lo < tau.interval->hi);
    BOOST_TEST(!has(systems_section(four).remarks, "With two systems"));
}

// Of two systems far apart every resample of the cases ranks them alike.
BOOST_AUTO_TEST_CASE(a_ranking_that_never_changes_has_an_interval_of_one_value) {
    results::ratings all = made_up(60);
    results::rated_task& task = all.tasks[0];
    for (std::size_t i = 0; i < task.ids.size(); ++i) {
        task.ratings.grades[i] =
            static_cast<double>(i % 3) + (task.ratings.models[i] == "gpt-4" ? 6 : 0);
        task.repeats[0].scores.at(i, 0) = *task.ratings.grades[i] + (i % 4 == 0);
    }
    const report r = analyse(all, {}, {}, {}, quick());
    const system_agreement& good = r.systems.at(0);
    BOOST_TEST(*good.kendall.value == 1.0);
    BOOST_TEST_REQUIRE(static_cast<bool>(good.kendall.interval));
    BOOST_TEST((good.kendall.interval->lo == 1.0 && good.kendall.interval->hi == 1.0));
    BOOST_TEST(good.kendall.method == "percentile");
    BOOST_TEST(static_cast<bool>(good.pairwise_accuracy.interval));
}

// Resamples of equal differences differ in their last digits only.
BOOST_AUTO_TEST_CASE(what_rounding_leaves_is_no_interval) {
    results::ratings all = made_up(60);
    results::rated_task& task = all.tasks[0];
    for (std::size_t i = 0; i < task.ids.size(); ++i) {
        task.ratings.grades[i] = 0.1 * static_cast<double>(i % 7);
        task.repeats[0].scores.at(i, 0) = *task.ratings.grades[i] + 1;
    }
    const report r = analyse(all, {}, {}, {}, quick());
    for (const char* const name : {"bias", "loa_lower", "loa_upper", "mae"}) {
        const estimate* const e = find(r.cells[0].statistics, name);
        BOOST_TEST(!e->interval, name);
        BOOST_TEST(e->interval.undefined_reason.starts_with("the cases do not differ"), name);
    }
}

BOOST_AUTO_TEST_CASE(numbers_whose_cubes_are_not_finite_have_a_percentile_interval) {
    const std::vector<double> weights, values{1e120, 2e120, 3e120, 4e120, 5e120};
    estimate e{"mae", {}, {}, {}};
    set_interval(e, {3e120, values, values, &values, weights}, interval_choice::bca);
    BOOST_TEST(e.method == "percentile");
    BOOST_TEST(e.interval->lo < 2e120);
    BOOST_TEST(e.interval->hi > 4e120);
}

BOOST_AUTO_TEST_CASE(ends_on_one_resample_are_not_called_cases_that_do_not_differ) {
    std::vector<double> replicates(100, 2);
    replicates[0] = std::nan(""); // undefined, which is not to be of no width
    replicates[1] = 1;
    const std::vector<double> left_out{1.5, 2, 2.5}, weights;
    estimate e{"mae", {}, {}, {}};
    set_interval(e, {2, replicates, left_out, &left_out, weights}, interval_choice::percentile);
    BOOST_TEST(e.interval.undefined_reason == "both ends fall on one resample");
    replicates[1] = 2;
    set_interval(e, {2, replicates, left_out, &left_out, weights}, interval_choice::percentile);
    BOOST_TEST(e.interval.undefined_reason == agreement::no_variation);
}

BOOST_AUTO_TEST_CASE(one_case_is_not_called_cases_that_do_not_differ) {
    settings s = quick();
    s.intervals = interval_choice::percentile;
    const report r = analyse(made_up(1), {}, {}, {}, s);
    BOOST_TEST(find(r.cells[0].statistics, "mae")->interval.undefined_reason ==
               "fewer than two cases");
    s.replicates = 1;
    BOOST_TEST(find(analyse(made_up(30), {}, {}, {}, s).cells[0].statistics, "mae")
                   ->interval.undefined_reason == "fewer than two resamples");
}

BOOST_AUTO_TEST_CASE(a_ranking_from_one_case_has_no_interval) {
    results::ratings all = made_up(10);
    all.tasks[0].ratings.case_ids.assign(30, "one");
    const report r = analyse(all, {}, {}, {}, quick());
    BOOST_REQUIRE(!r.systems.empty());
    for (const system_agreement& a : r.systems)
        for (const estimate* const e : {&a.kendall, &a.pairwise_accuracy}) {
            BOOST_TEST(e->value.value.has_value());
            BOOST_TEST(!e->interval);
            BOOST_TEST(e->interval.undefined_reason == "fewer than two cases");
            BOOST_TEST(e->method.empty());
        }
}

BOOST_AUTO_TEST_CASE(repeats_of_entries_without_a_grade_are_in_no_figure) {
    results::ratings all = repeated(12), fewer = all;
    for (std::size_t i = 0; i < 36; i += 3) {
        all.tasks[0].ratings.grades[i].reset();
        fewer.tasks[0].ratings.grades[i].reset();
        for (std::size_t k = 0; k < 3; ++k)
            fewer.tasks[0].repeats[0].scores.at(i, k).reset();
    }
    const judge_consistency found = analyse(all, {}, {}, {}, quick()).consistency.at(0),
                            wanted = analyse(fewer, {}, {}, {}, quick()).consistency.at(0);
    BOOST_TEST(found.self.items == wanted.self.items);
    for (std::size_t i = 0; i < wanted.estimates.size(); ++i)
        BOOST_TEST(*found.estimates[i].value == *wanted.estimates[i].value);
}

BOOST_AUTO_TEST_CASE(forty_cases_are_enough_for_a_bootstrap) {
    settings s;
    BOOST_TEST((choice_for(39, 39, s) == interval_choice::jackknife_t));
    BOOST_TEST((choice_for(40, 39, s) == interval_choice::jackknife_t)); // one has no pair
    BOOST_TEST((choice_for(40, 40, s) == interval_choice::bca));
    s.intervals = interval_choice::percentile;
    BOOST_TEST((choice_for(39, 39, s) == interval_choice::percentile));
}

BOOST_AUTO_TEST_SUITE_END()
