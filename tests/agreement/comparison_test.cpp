// Rules by which judges are compared with each other, with physicians, and with themselves.
#include "agreement/alternative_annotator.hpp"
#include "agreement/bootstrap_interval.hpp"
#include "agreement/distribution.hpp"
#include "agreement/jackknife.hpp"
#include "agreement/least_squares.hpp"
#include "agreement/macro_average.hpp"
#include "agreement/non_inferiority.hpp"
#include "agreement/pair_sums.hpp"
#include "agreement/paired.hpp"
#include "agreement/random_ratings.hpp"
#include "agreement/random_stream.hpp"
#include "agreement/rater_pairs.hpp"
#include "agreement/repeats.hpp"
#include "agreement/scaled_errors.hpp"
#include "agreement/systems.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

using namespace preceptron::agreement;

namespace {

constexpr table_statistic error[] = {table_statistic::mae};

// Judge a is exact, judge b is one point off, in each of so many cases.
paired_scores exact_against_off(std::uint32_t cases) {
    paired_scores rows;
    rows.a.case_count = rows.b.case_count = cases;
    for (std::uint32_t c = 0; c < cases; ++c)
        for (const double grade : {1.0, 2.0}) {
            rows.a.add(grade, grade, c);
            rows.b.add(grade, grade + 1, c);
        }
    return rows;
}

} // namespace

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(five_cases_cannot_give_a_p_below_one_sixteenth) {
    const swap_test t = exchange_cases(tables_of(exact_against_off(5)), error, 10000, 1, "s");
    BOOST_TEST(t.exact);
    BOOST_TEST(t.exchanges == 32u);
    BOOST_TEST(t.smallest_p == 0.0625);
    BOOST_TEST(t.p[0] == 0.0625);
}

BOOST_AUTO_TEST_CASE(judges_that_are_alike_differ_by_chance_alone) {
    paired_scores rows = exact_against_off(8);
    rows.b = rows.a;
    BOOST_TEST(exchange_cases(tables_of(rows), error, 10000, 1, "s").p[0] == 1.0);
}

BOOST_AUTO_TEST_CASE(more_than_sixteen_cases_are_sampled_and_p_is_never_0) {
    const paired_tables tables = tables_of(exact_against_off(30));
    const swap_test t = exchange_cases(tables, error, 999, 1, "s");
    BOOST_TEST(!t.exact);
    BOOST_TEST(t.p[0] == 1.0 / 1000);
    BOOST_TEST(exchange_cases(tables, error, 999, 1, "s").p[0] == t.p[0]);
}

BOOST_AUTO_TEST_CASE(an_exchange_without_a_difference_counts_as_chance) {
    paired_scores rows; // exchanged in one case, one judge is constantly right: 0/0
    rows.a.case_count = rows.b.case_count = 2;
    for (const std::uint32_t c : {0u, 1u}) {
        rows.a.add(3, c == 0 ? 3 : 4, c);
        rows.b.add(3, c == 0 ? 4 : 3, c);
    }
    constexpr table_statistic kappa[] = {table_statistic::kappa_quadratic_value};
    const swap_test t = exchange_cases(tables_of(rows), kappa, 10000, 1, "s");
    BOOST_TEST(t.exact);
    BOOST_TEST(t.p[0] == 1.0);
    BOOST_TEST(exchange_cases(rows, kappa[0], 10000, 1, "s").p[0] == 1.0);
}

// A difference of which another exchange makes the same, but for rounding.
class nearly_the_same : public exchangeable {
  public:
    void exchange(std::uint32_t) override { exchanged_ = !exchanged_; }
    bool exchanged(std::uint32_t) const override { return exchanged_; }
    void read(std::span<double> differences) override {
        differences[0] = exchanged_ ? 0.3 : 0.1 + 0.2;
    }

  private:
    bool exchanged_ = false;
};

BOOST_AUTO_TEST_CASE(what_rounding_makes_smaller_is_as_great) {
    nearly_the_same state;
    const std::uint32_t cases[] = {0, 1};
    BOOST_TEST(exchange_cases(state, 1, cases, 10000, 1, "s").p.at(0) == 1.0);
}

BOOST_AUTO_TEST_CASE(shares_of_a_scale_tie_where_points_do) {
    std::vector<long_rating> ratings;
    std::vector<rating> judge;
    for (const double most : {7.0, 9.0, 11.0, 13.0})
        for (double x = 1; x < most; ++x) {
            const std::string item = std::to_string(judge.size());
            ratings.push_back({item, {}, "one below", (x - 1) / most});
            ratings.push_back({item, {}, "right", x / most});
            judge.push_back((x + 1) / most);
        }
    const rated_items items = arrange(ratings);
    const double threshold[] = {0.2};
    const annotator_test t =
        alternative_annotator(items, judge, number_cases(items.case_ids, judge.size()),
                              fit::negative_rmse, threshold, 30);
    BOOST_REQUIRE(t.raters.size() == 2u);
    BOOST_TEST(t.raters[0].judge_wins == 1.0);
    BOOST_TEST(t.raters[0].human_wins == 1.0);
    BOOST_TEST(t.raters[0].p[0] == 0.0);
    BOOST_TEST(t.raters[1].judge_wins == 0.0);
    for (const bool beyond : {false, true}) {
        const std::size_t least = judge.size() + beyond;
        BOOST_TEST(alternative_annotator(items, judge, number_cases(items.case_ids, judge.size()),
                                         fit::negative_rmse, threshold, least)
                       .raters.size() == (beyond ? 0u : 2u));
    }
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

BOOST_AUTO_TEST_CASE(a_case_that_tasks_share_is_one_case_of_the_errors) {
    task_ratings t;
    t.judges.push_back({"judge", {}});
    for (int i = 0; i < 24; ++i) {
        t.case_ids.push_back(i < 20 ? "c" + std::to_string(i % 5) : "");
        t.grades.push_back(i % 4);
        t.max_scores.push_back(5.0);
        t.studies.push_back("study");
        t.judges[0].scores.push_back(i % 3);
    }
    task_ratings other = t;
    other.case_ids[0] = "d"; // four of five are the same, and none of those without an id
    const judged_task tasks[] = {{&t, 0}, {&other, 0}};
    const std::vector<scaled_error> errors = scaled_errors(tasks);
    const std::vector<std::string> one(errors.size(), "all");
    BOOST_TEST(errors_by(errors, one).at(0).cases == 5u + 1u + 4u + 4u);
}

BOOST_AUTO_TEST_CASE(exchanges_without_tables_are_those_with_them) {
    for (const std::uint32_t cases : {6u, 20u}) {
        random_stream random(5, 0, 0);
        paired_scores rows;
        rows.a.case_count = rows.b.case_count = cases;
        for (std::uint32_t i = 0; i < 5 * cases; ++i) {
            const double grade = 100 + random.below(9);
            rows.a.add(grade, grade + random.below(3), i % cases);
            rows.b.add(grade, grade + random.below(5), i % cases);
        }
        const paired_tables tables = tables_of(rows);
        for (const table_statistic which :
             {table_statistic::kappa_quadratic_value, table_statistic::mae}) {
            const table_statistic wanted[] = {which};
            const swap_test by_tables = exchange_cases(tables, wanted, 500, 1, "s");
            const swap_test by_sums = exchange_cases(rows, which, 500, 1, "s");
            BOOST_TEST(by_sums.exact == by_tables.exact);
            BOOST_TEST(by_sums.smallest_p == by_tables.smallest_p);
            BOOST_TEST(by_sums.p.at(0) == by_tables.p.at(0));
        }
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

BOOST_AUTO_TEST_CASE(an_adjusted_slope_leaves_out_what_others_explain) {
    // y = 2 x + 5 z exactly
    const std::vector<double> x{1, 2, 3, 4, 5, 9}, z{0, 1, 0, 1, 1, 0};
    std::vector<double> y;
    for (std::size_t i = 0; i < x.size(); ++i)
        y.push_back(2 * x[i] + 5 * z[i]);
    const std::vector<double> others[] = {z};
    BOOST_TEST(std::abs(*adjusted_slope(x, y, others) - 2) < 1e-12);
    BOOST_TEST(std::abs(*adjusted_slope(x, y, {}) - 2) > 0.01);
    const std::vector<double> itself[] = {x};
    BOOST_TEST(!adjusted_slope(x, y, itself));
}

BOOST_AUTO_TEST_CASE(kindness_to_ones_own_family_is_found_and_quality_is_not_taken_for_it) {
    task_ratings t;
    t.judges.push_back({"judge", {}});
    for (int i = 0; i < 60; ++i) {
        const bool own = i % 3 == 0;
        const double grade = own ? 6 + i % 4 : 2 + i % 5; // the family's answers are better
        t.models.push_back(own ? "gpt-4" : "other");
        t.studies.push_back(i % 2 ? "s" : "t");
        t.case_ids.push_back("c" + std::to_string(i % 12));
        t.grades.push_back(grade);
        t.max_scores.push_back(10.0);
        t.judges[0].scores.push_back(grade + (own ? 1 : 0));
    }
    const judged_task task{&t, 0};
    const std::string family[] = {"gpt-4"};
    const self_preference kind = prefers_itself(scaled_errors(std::span(&task, 1)), family);
    BOOST_TEST(kind.own == 20u);
    BOOST_TEST(std::abs(*kind.difference.value - 0.1) < 1e-9);
    BOOST_TEST(std::abs(*kind.adjusted.value - 0.1) < 1e-9);
    t.judges[0].scores.assign(t.grades.begin(), t.grades.end());
    const self_preference fair = prefers_itself(scaled_errors(std::span(&task, 1)), family);
    BOOST_TEST(std::abs(*fair.adjusted.value) < 1e-9);
}

BOOST_AUTO_TEST_CASE(systems_that_are_equal_for_one_side_only_are_tied_and_not_swapped) {
    const system_mean systems[] = {
        {"a", 10, 1, 1}, {"b", 10, 2, 1}, {"c", 10, 2, 3}, {"d", 10, 3, 2}};
    const system_ranking r = rank(systems);
    using positions = std::vector<std::pair<std::size_t, std::size_t>>;
    BOOST_TEST((r.swapped == positions{{2, 3}}));
    BOOST_TEST((r.tied == positions{{0, 1}, {1, 2}}));
    BOOST_TEST(*r.pairwise_accuracy == 0.5);
}

BOOST_AUTO_TEST_CASE(systems_that_are_equal_for_both_sides_are_ordered_alike) {
    const double totals[] = {1, 3, 3, 2, 6, 6, 1, 5, 4}; // n, grades, scores of each
    BOOST_TEST(*pairwise_accuracy_of_totals(totals) == 1.0);
}

BOOST_AUTO_TEST_CASE(one_undefined_resample_in_twenty_is_borne) {
    for (const std::size_t n : {20u, 19u}) {
        std::vector<double> values(n, 0.5);
        values[3] = std::nan("");
        BOOST_TEST(bootstrap_distribution(values, {}).unfit_reason().empty() == (n == 20));
    }
}

BOOST_AUTO_TEST_CASE(two_raters_are_compared_from_as_many_shared_entries_as_are_asked_for) {
    std::vector<long_rating> ratings;
    for (const char* item : {"1", "2", "3"})
        for (const char* rater : {"x", "y"})
            ratings.push_back({item, {}, rater, 1.0});
    const rated_items items = arrange(ratings);
    const case_numbering cases = number_cases(items.case_ids, items.items.size());
    BOOST_TEST(rater_pairs(items, cases, 3).size() == 1u);
    BOOST_TEST(rater_pairs(items, cases, 4).empty());
}

BOOST_AUTO_TEST_CASE(repeats_that_are_not_there_do_not_count) {
    rating_matrix m(3, 3);
    m.at(0, 0) = m.at(0, 1) = 2;
    m.at(0, 2) = 4;
    m.at(1, 0) = 5; // once only
    const self_consistency self = agreement_with_itself(m);
    BOOST_TEST(self.items == 1u);
    BOOST_TEST(*self.agreeing_pairs == 1.0 / 3);
    BOOST_TEST(*mean_of_repeats(m)[0] == 8.0 / 3);
    BOOST_TEST(*median_of_repeats(m)[0] == 2.0);
    BOOST_TEST(!mean_of_repeats(m)[2].has_value());
}

BOOST_AUTO_TEST_CASE(an_items_case_is_the_first_that_a_rating_names) {
    const std::vector<long_rating> ratings{
        {"a", "", "x", 1.0}, {"a", "one", "y", 2.0}, {"b", "two", "x", 1.0}};
    BOOST_TEST((arrange(ratings).case_ids == std::vector<std::string>{"one", "two"}));
}

// Cases whose answers have no known length tell nothing of the slope.
BOOST_AUTO_TEST_CASE(a_slope_on_length_stands_on_the_cases_of_known_length) {
    std::vector<scaled_error> errors;
    for (std::uint32_t i = 0; i < 30; ++i) {
        scaled_error& e = errors.emplace_back();
        e.error = 0.01 * static_cast<double>(i * 7 % 11);
        e.characters = 100.0 + 40 * (i % 9);
        e.cluster = i % 6;
    }
    const slope_estimate known = length_slope(errors);
    for (std::uint32_t i = 0; i < 60; ++i) {
        scaled_error& e = errors.emplace_back();
        e.error = 0.5;
        e.cluster = 6 + i;
    }
    const slope_estimate beside = length_slope(errors);
    BOOST_TEST(*beside.value == *known.value);
    BOOST_TEST(
        (beside.interval->lo == known.interval->lo && beside.interval->hi == known.interval->hi));
}

BOOST_AUTO_TEST_CASE(a_length_at_the_end_of_a_quartile_is_of_it) {
    std::vector<scaled_error> errors(6);
    for (std::size_t i = 0; i < 5; ++i)
        errors[i].characters = static_cast<double>(i);
    const std::vector<std::string> quartiles = length_quartiles(errors);
    BOOST_TEST(quartiles == (std::vector<std::string>{"Q1", "Q1", "Q2", "Q3", "Q4", ""}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
