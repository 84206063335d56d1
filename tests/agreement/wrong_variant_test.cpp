// Mistakes that other programs make. Each is computed here on purpose, and an oracle must refuse
// it: if none does, the oracle files no longer guard against it.
#include "agreement/bland_altman.hpp"
#include "agreement/concordance.hpp"
#include "agreement/contingency.hpp"
#include "agreement/correlation.hpp"
#include "agreement/deviation.hpp"
#include "agreement/distribution.hpp"
#include "agreement/golden_check.hpp"
#include "agreement/golden_files.hpp"
#include "agreement/golden_values.hpp"
#include "agreement/gwet.hpp"
#include "agreement/icc.hpp"
#include "agreement/kappa.hpp"
#include "agreement/moments.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace preceptron::agreement;
using namespace golden;

namespace {

struct variant {
    const char* mistake;
    const char* dataset;
    const char* stat;
    double (*wrong)(const pairs&);
};

double sum_of_products(const std::vector<double>& x, const std::vector<double>& y) {
    return std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
}

// E[xy] - E[x]E[y], which a large offset cancels to nothing.
double one_pass_covariance(const std::vector<double>& x, const std::vector<double>& y) {
    const double n = static_cast<double>(x.size());
    return sum_of_products(x, y) / n - std::accumulate(x.begin(), x.end(), 0.0) / n *
                                           (std::accumulate(y.begin(), y.end(), 0.0) / n);
}

double one_pass_pearson(const pairs& p) {
    return one_pass_covariance(p.grade, p.score) /
           std::sqrt(one_pass_covariance(p.grade, p.grade) * one_pass_covariance(p.score, p.score));
}

struct pair_counts {
    double concordant = 0, discordant = 0, all = 0;
};

pair_counts count_pairs(const pairs& p) {
    pair_counts c;
    for (std::size_t i = 0; i < p.size(); ++i)
        for (std::size_t j = i + 1; j < p.size(); ++j) {
            const double product = (p.grade[i] - p.grade[j]) * (p.score[i] - p.score[j]);
            c.concordant += product > 0;
            c.discordant += product < 0;
            ++c.all;
        }
    return c;
}

double kendall_tau_a(const pairs& p) {
    const pair_counts c = count_pairs(p);
    return (c.concordant - c.discordant) / c.all;
}

double goodman_kruskal_gamma(const pairs& p) {
    const pair_counts c = count_pairs(p);
    return (c.concordant - c.discordant) / (c.concordant + c.discordant);
}

// Ties ranked in the order they stand in.
std::vector<double> ordinal_ranks(const std::vector<double>& x) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return x[i]; });
    std::vector<double> ranks(x.size());
    for (std::size_t r = 0; r < order.size(); ++r)
        ranks[order[r]] = static_cast<double>(r);
    return ranks;
}

double spearman_without_midranks(const pairs& p) {
    return *pearson(ordinal_ranks(p.grade), ordinal_ranks(p.score));
}

double concordance_by_sample_moments(const pairs& p) {
    const moments m = moments_of(p.grade, p.score);
    const double n = static_cast<double>(p.size());
    const double shift = m.mean_x - m.mean_y;
    return 2 * m.sxy / (n - 1) / ((m.sxx + m.syy) / (n - 1) + shift * shift);
}

double quadratic_kappa_by_index(const pairs& p) {
    return *kappa(contingency(p, observed_scale(p)), weighting::quadratic, spacing::index);
}

double exact_without_rounding(const pairs& p) {
    double same = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
        same += p.grade[i] == p.score[i];
    return same / static_cast<double>(p.size());
}

double strictly_within_one(const pairs& p) {
    double near = 0;
    for (const double d : differences(p))
        near += std::abs(d) < 1;
    return near / static_cast<double>(p.size());
}

double ac1_of_the_union(const pairs& p) {
    return *gwet_ac(contingency(p, observed_scale(p)), weighting::none, spacing::value);
}

double plain_error(const pairs& p) {
    return *mean_absolute_error(p);
}

double score_on_grade(const pairs& p) {
    const moments m = moments_of(p.grade, p.score);
    return m.sxy / m.sxx;
}

double limit_with_population_sd(const pairs& p) {
    const std::vector<double> d = differences(p);
    return mean(d) - z975 * std::sqrt(centred_square_sum(d) / static_cast<double>(d.size()));
}

double grade_less_score(const pairs& p) {
    return -*bias(p);
}

// Agreement on the one category that is left over is not perfect agreement: it is undefined.
double one_when_undefined(const pairs&) {
    return 1;
}

double zero_when_constant_is_correlated(const pairs&) {
    return 0;
}

double truncated_at_zero(const pairs& p) {
    return std::max(0.0, *intraclass_correlations(p)[0].estimate);
}

constexpr variant variants[] = {
    {"quadratic kappa spaced by index", "G14_unused_cat", "kappa.quadratic.value.union",
     quadratic_kappa_by_index},
    {"concordance with n - 1", "G01_bond_small", "ccc", concordance_by_sample_moments},
    {"tau-a for tau-b", "G01_bond_small", "kendall_tau_b", kendall_tau_a},
    {"gamma for tau-b", "G01_bond_small", "kendall_tau_b", goodman_kruskal_gamma},
    {"ranks without midranks", "G01_bond_small", "spearman", spearman_without_midranks},
    {"variance in one pass", "G17_big_offset", "pearson", one_pass_pearson},
    {"equality without rounding", "G18_float_noise", "exact_agreement", exact_without_rounding},
    {"macro error is the plain error", "G01_bond_small", "macro_mae", plain_error},
    {"within one, strictly", "G01_bond_small", "within_1", strictly_within_one},
    {"AC1 of the categories that occur", "G19_two_cat", "ac1.full", ac1_of_the_union},
    {"calibration of score on grade", "G01_bond_small", "calib_slope", score_on_grade},
    {"limits with the population deviation", "G01_bond_small", "loa_lower",
     limit_with_population_sd},
    {"bias turned round", "G01_bond_small", "bias", grade_less_score},
    {"kappa 1 when undefined", "G09_both_const_same", "kappa.none.union", one_when_undefined},
    {"correlation 0 when undefined", "G07_const_pred", "pearson", zero_when_constant_is_correlated},
    {"negative ICC cut at 0", "G21_neg_ccc", "icc.ICC1", truncated_at_zero},
};

const check& find_check(const std::vector<check>& checks, const std::string& stat) {
    const auto found = std::ranges::find(checks, stat, &check::stat);
    BOOST_REQUIRE_MESSAGE(found != checks.end(), stat << " is not among the checks");
    return *found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(wrong_variants)

BOOST_AUTO_TEST_CASE(each_mistake_is_refused_by_an_oracle_that_accepts_ours) {
    for (const variant& v : variants) {
        const auto checks = read_checks(std::string(v.dataset) + ".json");
        const check& oracle = find_check(checks, v.stat);
        const pairs p = complete_pairs(read_task(std::string(v.dataset) + ".csv"), 0);
        const double wrong = v.wrong(p);
        const boost::json::value shown =
            std::isfinite(wrong) ? boost::json::value(wrong) : boost::json::value("not finite");
        BOOST_TEST(!difference(shown, oracle).empty(), v.mistake << " goes unseen");
        BOOST_TEST(difference(pair_values(v.dataset, checks).at(v.stat), oracle).empty(),
                   v.stat << ": ours is refused too");
    }
}

BOOST_AUTO_TEST_SUITE_END()
