// What must hold between statistics whatever the data: a mistake in one of them breaks an identity.
#include "agreement/alpha.hpp"
#include "agreement/concordance.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/gwet.hpp"
#include "agreement/icc.hpp"
#include "agreement/kappa.hpp"
#include "agreement/moments.hpp"
#include "agreement/random_ratings.hpp"
#include "agreement/replicates.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <numeric>

using namespace preceptron::agreement;
using ratings::random_pairs;

namespace {

constexpr double tolerance = 1e-9;

// `holds` for many data sets of many sizes.
void for_random_data(const std::function<void(const pairs&)>& holds) {
    std::mt19937 dice(20261125);
    for (const std::size_t n : {3, 10, 50, 400})
        for (int round = 0; round < 25; ++round) {
            const pairs p = random_pairs(dice, n, 7);
            if (!is_constant(p.grade) && !is_constant(p.score)) // undefined elsewhere
                holds(p);
        }
}

void check_equal(const statistic& a, const statistic& b) {
    BOOST_REQUIRE(a.value.has_value() == b.value.has_value());
    if (a)
        BOOST_TEST(std::abs(*a - *b) <= tolerance, *a << " is not " << *b);
}

scale with_empty_categories(const pairs& p) {
    const std::vector<double> more{-3, 1, 1.5, 7, 11};
    return observed_scale(p).merged(scale(more));
}

statistic quadratic(const pairs& p, const scale& categories) {
    return kappa(contingency(p, categories), weighting::quadratic, spacing::value);
}

pairs swapped(const pairs& p) {
    pairs out = p;
    std::swap(out.grade, out.score);
    return out;
}

pairs mapped(const pairs& p, double a, double b) {
    pairs out = p;
    for (auto* column : {&out.grade, &out.score})
        for (double& x : *column)
            x = a + b * x;
    return out;
}

pairs shuffled(const pairs& p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(7));
    pairs out;
    out.case_count = p.case_count;
    for (const std::size_t i : order)
        out.add(p.grade[i], p.score[i], p.cluster[i]);
    return out;
}

pairs twice(const pairs& p) {
    pairs out = p;
    for (std::size_t i = 0; i < p.size(); ++i)
        out.add(p.grade[i], p.score[i], p.cluster[i]);
    return out;
}

// Coefficients that neither a change of unit nor an exchange of the columns touches.
std::vector<statistic> coefficients(const pairs& p) {
    const contingency table(p, observed_scale(p));
    return {kappa(table, weighting::none, spacing::value),
            kappa(table, weighting::linear, spacing::value),
            kappa(table, weighting::quadratic, spacing::value),
            gwet_ac(table, weighting::none, spacing::value),
            krippendorff_alpha(p, measurement::nominal),
            krippendorff_alpha(p, measurement::ordinal),
            krippendorff_alpha(p, measurement::interval),
            pearson(p),
            spearman(p),
            kendall_tau_b(p),
            concordance(p)};
}

void check_all_equal(const pairs& a, const pairs& b) {
    const auto x = coefficients(a), y = coefficients(b);
    for (std::size_t i = 0; i < x.size(); ++i)
        check_equal(x[i], y[i]);
}

} // namespace

BOOST_AUTO_TEST_SUITE(identities)

BOOST_AUTO_TEST_CASE(i1_quadratic_kappa_spaced_by_value_is_concordance_whatever_the_categories) {
    for_random_data([](const pairs& p) {
        check_equal(quadratic(p, observed_scale(p)), concordance(p));
        check_equal(quadratic(p, with_empty_categories(p)), concordance(p));
    });
}

BOOST_AUTO_TEST_CASE(i2_empty_categories_move_ac1_but_neither_plain_nor_linear_kappa) {
    for_random_data([](const pairs& p) {
        const contingency seen(p, observed_scale(p)), more(p, with_empty_categories(p));
        for (const weighting w : {weighting::none, weighting::linear})
            check_equal(kappa(seen, w, spacing::value), kappa(more, w, spacing::value));
        if (*share_within(p, 0) < 1) // perfect agreement is 1 whatever the categories
            BOOST_TEST(std::abs(*gwet_ac(seen, weighting::none, spacing::value) -
                                *gwet_ac(more, weighting::none, spacing::value)) > tolerance);
    });
}

BOOST_AUTO_TEST_CASE(i3_intraclass_correlations_of_two_raters_from_moments) {
    for_random_data([](const pairs& p) {
        const moments m = moments_of(p.grade, p.score);
        const double n = static_cast<double>(p.size());
        const double sgg = m.sxx / (n - 1), spp = m.syy / (n - 1), sgp = m.sxy / (n - 1);
        const double shift = m.mean_x - m.mean_y;
        const double sd = *standard_deviation_of_differences(p);
        const auto icc = intraclass_correlations(p);
        check_equal(icc[2].estimate, defined(2 * sgp / (sgg + spp)));
        check_equal(icc[1].estimate, defined(2 * sgp / (sgg + spp + shift * shift - sd * sd / n)));
    });
}

BOOST_AUTO_TEST_CASE(no_intraclass_correlation_is_divided_by_what_rounding_leaves) {
    const auto of = [](const std::vector<double>& grades, const std::vector<double>& scores) {
        pairs p;
        for (std::size_t i = 0; i < grades.size(); ++i)
            p.add(grades[i], scores[i], static_cast<std::uint32_t>(i));
        p.case_count = static_cast<std::uint32_t>(p.size());
        const table_statistic wanted[] = {table_statistic::icc1k, table_statistic::icc2k};
        const std::vector<double> read = read_total(cluster_tables(p, observed_scale(p)), wanted);
        const auto icc = intraclass_correlations(p);
        for (const std::size_t k : {0u, 1u})
            if (!icc[3 + k].estimate) {
                BOOST_TEST(!std::isfinite(read[k]));
                BOOST_TEST(!icc[3 + k].interval);
            }
        return icc;
    };
    for (const double unit : {1.0, 0.1, 1 / 3.0}) {
        const auto icc = of({0, 0, unit}, {0, unit, 0}); // MSR = MSE / 3, MSC = 0
        BOOST_TEST(icc[4].name == "ICC2k");
        BOOST_TEST(!icc[4].estimate);
        BOOST_TEST(std::abs(*icc[1].estimate + 1) < tolerance);
    }
    // Each two ratings of one mean, as far as doubles have it: MSR is 0.
    const auto icc =
        of({1. / 3, 2. / 3, 1. / 6, 5. / 6, 1. / 7}, {2. / 3, 1. / 3, 5. / 6, 1. / 6, 6. / 7});
    BOOST_TEST(!icc[3].estimate);
    BOOST_TEST(!icc[5].estimate);
}

BOOST_AUTO_TEST_CASE(
    concordance_has_limits_beside_a_perfect_correlation_unless_it_is_perfect_itself) {
    pairs p;
    p.case_count = 5;
    const double score[] = {2, 2, 0, 0, 2};
    for (std::uint32_t i = 0; i < 5; ++i)
        p.add(5 - score[i], score[i], i);
    BOOST_TEST(*pearson(p) == -1.0);
    const interval_estimate limits = concordance_interval_iid(p);
    BOOST_REQUIRE(static_cast<bool>(limits));
    BOOST_TEST(std::abs(limits->lo - -0.5707040831576086) < tolerance); // Lin's formula, in Python
    BOOST_TEST(std::abs(limits->hi - 0.19615957302856826) < tolerance);
    for (const double slope : {1.0, -1.0}) {
        pairs same;
        for (const double g : {0.1, 0.7, 0.2, 0.3})
            same.add(g, slope > 0 ? g : 0.65 - g, 0); // their means are equal, too
        BOOST_TEST(concordance_interval_iid(same).undefined_reason == "the concordance is perfect");
    }
}

BOOST_AUTO_TEST_CASE(i4_interval_alpha_of_two_raters_from_the_pooled_variance) {
    for_random_data([](const pairs& p) {
        std::vector<double> pooled = p.grade;
        pooled.insert(pooled.end(), p.score.begin(), p.score.end());
        const double rmse = *root_mean_square_error(p);
        check_equal(krippendorff_alpha(p, measurement::interval),
                    defined(1 - rmse * rmse / (2 * sample_variance(pooled))));
    });
}

BOOST_AUTO_TEST_CASE(i5_squared_error_is_variance_and_squared_bias) {
    for_random_data([](const pairs& p) {
        const double n = static_cast<double>(p.size());
        const double sd = *standard_deviation_of_differences(p);
        const double b = *bias(p);
        check_equal(defined(std::pow(*root_mean_square_error(p), 2)),
                    defined(sd * sd * (n - 1) / n + b * b));
    });
}

BOOST_AUTO_TEST_CASE(i5_exchanging_the_columns_turns_bias_and_nothing_else) {
    for_random_data([](const pairs& p) {
        check_all_equal(p, swapped(p));
        check_equal(bias(p), defined(-*bias(swapped(p))));
    });
}

BOOST_AUTO_TEST_CASE(i5_the_unit_of_the_scale_does_not_matter) {
    for_random_data([](const pairs& p) {
        check_all_equal(p, mapped(p, 3, 0.25));
        check_equal(mean_absolute_error(mapped(p, 3, 0.25)), defined(*mean_absolute_error(p) / 4));
    });
}

BOOST_AUTO_TEST_CASE(i5_the_order_of_rows_does_not_matter) {
    for_random_data([](const pairs& p) {
        check_all_equal(p, shuffled(p));
        check_equal(macro_mean_absolute_error(p), macro_mean_absolute_error(shuffled(p)));
    });
}

BOOST_AUTO_TEST_CASE(i5_doubling_every_row_leaves_statistics_of_shares) {
    for_random_data([](const pairs& p) {
        check_equal(concordance(p), concordance(twice(p)));
        check_equal(pearson(p), pearson(twice(p)));
        check_equal(kendall_tau_b(p), kendall_tau_b(twice(p)));
        check_equal(root_mean_square_error(p), root_mean_square_error(twice(p)));
        check_equal(
            kappa(contingency(p, observed_scale(p)), weighting::linear, spacing::value),
            kappa(contingency(twice(p), observed_scale(p)), weighting::linear, spacing::value));
    });
}

// The reader of tables sums the denominator of linear kappa along the scale (I6), and has a shorter
// form of every other statistic: both ways must agree.
BOOST_AUTO_TEST_CASE(i6_tables_give_what_rows_give) {
    for_random_data([](const pairs& p) {
        const scale categories = observed_scale(p);
        const contingency table(p, categories);
        const auto icc = intraclass_correlations(p);
        const std::pair<table_statistic, statistic> expected[] = {
            {table_statistic::kappa_linear_value, kappa(table, weighting::linear, spacing::value)},
            {table_statistic::kappa_linear_index, kappa(table, weighting::linear, spacing::index)},
            {table_statistic::kappa_quadratic_value, concordance(p)},
            {table_statistic::kappa_none, kappa(table, weighting::none, spacing::value)},
            {table_statistic::ac2_quadratic, gwet_ac(table, weighting::quadratic, spacing::value)},
            {table_statistic::alpha_ordinal, krippendorff_alpha(p, measurement::ordinal)},
            {table_statistic::spearman, spearman(p)},
            {table_statistic::kendall_tau_b, kendall_tau_b(p)},
            {table_statistic::macro_mae, macro_mean_absolute_error(p)},
            {table_statistic::icc2, icc[1].estimate}};
        const cluster_tables tables(p, categories);
        for (const auto& [which, value] : expected)
            check_equal(defined(read_total(tables, std::span(&which, 1))[0]), value);
    });
}

// Shares of a scale have more than the 9 decimals of a category.
BOOST_AUTO_TEST_CASE(ac2_of_the_greatest_disagreement_there_is_does_not_fall_below_its_least) {
    constexpr table_statistic ac2[] = {table_statistic::ac2_linear, table_statistic::ac2_quadratic};
    pairs p;
    p.case_count = 3;
    for (std::uint32_t i = 0; i < 3; ++i)
        p.add(2.0 / 3, 1.0 / 3, i);
    for (const double found : read_total(cluster_tables(p, observed_scale(p)), ac2))
        BOOST_TEST(std::abs(found + 1) < 1e-15);
}

BOOST_AUTO_TEST_CASE(resampled_values_have_the_same_bytes_for_any_number_of_threads) {
    std::mt19937 dice(3);
    const pairs p = random_pairs(dice, 300, 60);
    const cluster_tables tables(p, observed_scale(p));
    const cluster_tables* const judges[] = {&tables};
    const auto all = all_table_statistics();
    const resamples draws = resamples::random(60, 500, 11, "task");
    const auto one = bootstrap_tables(draws, judges, all, 1);
    for (const unsigned threads : {2U, 3U, 7U}) {
        const auto many = bootstrap_tables(draws, judges, all, threads);
        for (std::size_t s = 0; s < all.size(); ++s) {
            const auto a = one[0].of(s), b = many[0].of(s);
            BOOST_TEST(std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
