// Intervals of one task and of an average over tasks, what a margin makes of them, and the
// resamples that some stand on.
#include "agreement/bootstrap_interval.hpp"
#include "agreement/distribution.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/macro_average.hpp"
#include "agreement/non_inferiority.hpp"
#include "agreement/pair_sums.hpp"
#include "agreement/random_stream.hpp"
#include "agreement/replicates.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <span>
#include <vector>

using namespace preceptron::agreement;

BOOST_AUTO_TEST_SUITE(intervals)

BOOST_AUTO_TEST_CASE(one_task_has_its_own_jackknife_interval) {
    const std::vector<double> left_out{0.5, 0.6, 0.55, 0.7};
    const task_part part{defined(0.58), left_out};
    const macro_average one = average(std::span(&part, 1));
    BOOST_TEST(std::abs(one.interval->lo - jackknife_t_interval(0.58, left_out)->lo) < 1e-12);
    const task_part undefined_part{undefined("why"), {}};
    const task_part both[] = {part, undefined_part};
    BOOST_TEST(!average(both).estimate);
}

BOOST_AUTO_TEST_CASE(cases_that_do_not_differ_give_no_interval) {
    const std::vector<double> alike{0.3, 0.1 + 0.2, 0.3};
    BOOST_TEST(!jackknife_t_interval(0.3, alike));
    BOOST_TEST(jackknife_t_interval(0.3, alike).undefined_reason == no_variation);
    const task_part both[] = {{defined(0.3), alike}, {defined(1), {1, 1}}};
    BOOST_TEST(*average(both).estimate == 0.65);
    BOOST_TEST(!average(both).interval);
    BOOST_TEST(average(both).unsure.size() == 2u);
    // One that tells nothing is not known exactly for that.
    const task_part one[] = {{defined(0.58), {0.5, 0.6, 0.55, 0.7}}, {defined(1), {1, 1}}};
    BOOST_TEST(*average(one).estimate == 0.79);
    BOOST_TEST(!average(one).interval);
    BOOST_REQUIRE(average(one).unsure.size() == 1u);
    BOOST_TEST(average(one).unsure[0].task == 1u);
    BOOST_TEST(average(one).unsure[0].reason == no_variation);
    BOOST_TEST(jackknife_t_interval(0.3, std::vector{0.3, 0.31}).value.has_value());
}

BOOST_AUTO_TEST_CASE(a_case_that_tasks_share_is_left_out_of_all_of_them_at_once) {
    const std::vector<double> left_out{0.5, 0.6, 0.55, 0.7}, other{0.2, 0.15, 0.3, 0.1, 0.22};
    const auto half = [](const macro_average& m) { return (m.interval->hi - m.interval->lo) / 2; };
    // The same task twice is no more than once.
    const task_part twice[] = {{defined(0.58), left_out, {0, 1, 2, 3}},
                               {defined(0.58), left_out, {0, 1, 2, 3}}};
    const interval_estimate once = jackknife_t_interval(0.58, left_out);
    BOOST_TEST(average(twice).shares_cases);
    BOOST_TEST(std::abs(average(twice).interval->lo - once->lo) < 1e-12);
    BOOST_TEST(std::abs(average(twice).interval->hi - once->hi) < 1e-12);
    // Without a case in common the numbers of cases change nothing.
    const task_part apart[] = {{defined(0.58), left_out, {0, 1, 2, 3}},
                               {defined(0.2), other, {4, 5, 6, 7, 8}}};
    const task_part unnumbered[] = {{defined(0.58), left_out}, {defined(0.2), other}};
    BOOST_TEST(!average(apart).shares_cases);
    BOOST_TEST((*average(apart).interval == *average(unnumbered).interval));
    // Two cases in common, by hand.
    const task_part some[] = {{defined(0.58), left_out, {0, 1, 2, 3}},
                              {defined(0.2), other, {9, 3, 0, 8, 7}}};
    double a[4], b[5], aa = 0, bb = 0;
    for (int i = 0; i < 4; ++i)
        aa += std::pow(a[i] = std::sqrt(3.0 / 4) * (left_out[i] - 2.35 / 4), 2);
    for (int i = 0; i < 5; ++i)
        bb += std::pow(b[i] = std::sqrt(4.0 / 5) * (other[i] - 0.97 / 5), 2);
    const double both = a[3] * b[1] + a[0] * b[2];
    const double variance = aa + bb + 2 * both;
    const double of_a = aa / 4, of_b = bb / 5, shared = of_a + of_b + 2 * both / 2;
    const double squares = 2 * of_a * of_a + 3 * of_b * of_b + 2 * shared * shared;
    const double degrees = std::clamp(variance * variance / squares, 4.0, 7.0) - 1;
    BOOST_TEST(std::abs(half(average(some)) -
                        t_quantile(0.975, degrees) * std::sqrt(variance) / 2) < 1e-12);
}

BOOST_AUTO_TEST_CASE(the_margin_decides_by_the_limits_of_the_interval) {
    const auto by = [](double lo, double hi) { return judge_by_margin(between(lo, hi), 0.05); };
    BOOST_TEST((by(0.01, 0.2) == standing::superior));
    BOOST_TEST((by(-0.04, 0.2) == standing::non_inferior));
    BOOST_TEST((by(0, 0.2) == standing::non_inferior));
    BOOST_TEST((by(-0.05, 0.2) == standing::inconclusive));
    BOOST_TEST((by(-0.3, 0.2) == standing::inconclusive));
    BOOST_TEST((by(-0.3, -0.05) == standing::inconclusive));
    BOOST_TEST((by(-0.3, -0.06) == standing::inferior));
    BOOST_TEST((judge_by_margin(no_interval("none"), 0.05) == standing::inconclusive));
}

BOOST_AUTO_TEST_CASE(one_undefined_resample_in_twenty_is_borne) {
    for (const std::size_t n : {20u, 19u}) {
        std::vector<double> values(n, 0.5);
        values[3] = std::nan("");
        BOOST_TEST(bootstrap_distribution(values, {}).unfit_reason().empty() == (n == 20));
    }
}

BOOST_AUTO_TEST_CASE(replicates_of_sums_are_those_of_tables) {
    random_stream random(6, 0, 0);
    pairs p;
    p.case_count = 12; // of which the last has no pair
    for (int i = 0; i < 60; ++i)
        p.add(100 + 0.5 * random.below(9), 100 + 0.5 * random.below(9), random.below(11));
    std::vector<table_statistic> wanted;
    std::ranges::copy_if(all_table_statistics(), std::back_inserter(wanted), adds_up);
    BOOST_TEST(wanted.size() == 23u);
    table_layout layout = common_layout(std::array{&p}, observed_scale(p));
    layout.tolerance = 1;
    const cluster_tables tables(p, layout);
    const resamples draws = resamples::random(12, 300, 1, "s");
    const auto by_tables = bootstrap_tables(draws, std::array{&tables}, wanted, 1);
    const auto by_sums = bootstrap_pairs(draws, std::array{&p}, wanted, 1, 2);
    for (std::size_t s = 0; s < wanted.size(); ++s)
        for (std::size_t b = 0; b < draws.size(); ++b)
            BOOST_TEST(std::abs(by_tables[0].of(s)[b] - by_sums[0].of(s)[b]) < 1e-9,
                       name_of(wanted[s]));
}

BOOST_AUTO_TEST_SUITE_END()
