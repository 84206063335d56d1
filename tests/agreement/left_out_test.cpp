// Statistics without each of the cases are those of the other rows, however they are come by.
#include "agreement/least_squares.hpp"
#include "agreement/pair_measure.hpp"
#include "agreement/random_stream.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <span>
#include <vector>

using namespace preceptron::agreement;

namespace {

using ts = table_statistic;

std::vector<pair_measure> measures() {
    std::vector<pair_measure> out;
    for (const ts which : all_table_statistics())
        if (is_of_pairs(which))
            out.push_back({which, 0.5});
    return out;
}

// Of rows around 1000 variance in tenths has fewer digits, and alpha goes by 9 decimals.
double tolerance_of(ts which) {
    return which == ts::alpha_interval ? 1e-8 : which >= ts::icc1 ? 1e-9 : 1e-12;
}

bool alike(double ours, const statistic& direct, ts which) {
    return direct
               ? std::abs(ours - *direct) < tolerance_of(which) * std::max(1.0, std::abs(*direct))
               : std::isnan(ours);
}

void check_against_the_rows(const pairs& p) {
    for (const pair_measure& of : measures()) {
        const left_out_column ours = without_each_case(p, of);
        for (std::uint32_t c = 0; c < p.case_count; ++c) {
            pairs rest;
            for (std::size_t i = 0; i < p.size(); ++i)
                if (p.cluster[i] != c)
                    rest.add(p.grade[i], p.score[i], p.cluster[i]);
            BOOST_TEST(ours.rows[c] == rest.size());
            BOOST_TEST(alike(ours.values[c], of(rest), of.which),
                       name_of(of.which) << " without case " << c << ": " << ours.values[c]);
        }
    }
}

pairs random_pairs(random_stream& random, std::size_t rows, std::uint32_t cases,
                   std::uint32_t values) {
    pairs p;
    p.case_count = cases + 1; // the last has no row
    for (std::size_t i = 0; i < rows; ++i) {
        const double grade = random.below(values);
        p.add(1000 + grade * 0.1, 1000 + (random.below(3) ? grade : random.below(values)) * 0.1,
              random.below(cases));
    }
    return p;
}

} // namespace

BOOST_AUTO_TEST_SUITE(left_out)

BOOST_AUTO_TEST_CASE(pairs_without_a_case_give_what_the_other_rows_give) {
    random_stream random(5, 0, 0);
    for (const auto& [rows, cases, values] :
         {std::array{60U, 7U, 6U}, {60U, 60U, 40U}, {9U, 2U, 3U}, {6U, 12U, 2U}, {40U, 3U, 1U}})
        for (int k = 0; k < 5; ++k)
            check_against_the_rows(random_pairs(random, rows, cases, values));
}

BOOST_AUTO_TEST_CASE(where_one_case_holds_all_that_varies_the_rest_is_constant) {
    pairs p;
    p.case_count = 3;
    for (int i = 0; i < 12; ++i)
        p.add(i % 3 == 0 ? i * 0.7 : 0.1 + 0.2, i % 3 == 0 ? i * i : 0.3, i % 3);
    check_against_the_rows(p);
    for (double& score : p.score)
        score = 1.0 / 3;
    check_against_the_rows(p);
    p.grade = p.score;
    check_against_the_rows(p);
}

BOOST_AUTO_TEST_CASE(a_slope_without_a_group_is_that_of_the_other_rows) {
    random_stream random(6, 0, 0);
    constexpr std::size_t rows = 80, groups = 13;
    std::vector<double> x, y, grade;
    std::vector<std::size_t> group, level;
    for (std::size_t i = 0; i < rows; ++i) {
        group.push_back(random.below(groups));
        level.push_back(group.back() == 4 ? 9 : random.below(3)); // one level is of one group alone
        grade.push_back(static_cast<double>(random.below(11)) / 10);
        x.push_back(group.back() == 7 ? 50 : static_cast<double>(random.below(2)));
        y.push_back(0.3 * x.back() - 0.2 * grade.back() +
                    static_cast<double>(random.below(9)) / 40);
    }
    std::vector<std::vector<double>> others = indicators(level);
    others.push_back(grade);
    others.push_back(grade); // explained by the one before
    for (const std::span<const std::vector<double>> of :
         {std::span<const std::vector<double>>(), std::span<const std::vector<double>>(others)}) {
        const std::vector<double> ours = slopes_without(x, y, of, group, groups + 1);
        for (std::size_t g = 0; g <= groups; ++g) {
            const auto rest = [&](const std::vector<double>& column) {
                std::vector<double> out;
                for (std::size_t i = 0; i < rows; ++i)
                    if (group[i] != g)
                        out.push_back(column[i]);
                return out;
            };
            std::vector<std::vector<double>> kept;
            for (const std::vector<double>& column : of)
                kept.push_back(rest(column));
            BOOST_TEST(std::abs(ours[g] - *adjusted_slope(rest(x), rest(y), kept)) < 1e-12);
        }
    }
    for (std::size_t i = 0; i < rows; ++i)
        x[i] = group[i] == 2 ? y[i] : 1; // does not vary elsewhere
    const std::vector<double> ours = slopes_without(x, y, {}, group, groups);
    BOOST_TEST(std::isnan(ours[2]));
    BOOST_TEST(std::isfinite(ours[3]));
}

BOOST_AUTO_TEST_CASE(thousands_of_rows_without_case_ids_take_no_time_worth_speaking_of) {
    random_stream random(7, 0, 0);
    pairs p = random_pairs(random, 20'000, 20'000, 500);
    p = rows_as_cases(p);
    const std::clock_t begin = std::clock(); // of this process: a busy machine is no failure
    for (const pair_measure& of : measures())
        if (of.which != ts::spearman) // which says that it takes rows times cases
            BOOST_TEST(without_each_case(p, of).values.size() == 20'000u);
    // Row by row it takes minutes.
    BOOST_TEST((std::clock() - begin) / CLOCKS_PER_SEC < 10);
}

BOOST_AUTO_TEST_SUITE_END()
