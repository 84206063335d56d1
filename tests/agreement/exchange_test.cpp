// Two judges compared by exchanging their scores case by case: how often chance does as much.
#include "agreement/pair_sums.hpp"
#include "agreement/paired.hpp"
#include "agreement/random_stream.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <span>

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

} // namespace

BOOST_AUTO_TEST_SUITE(exchanges)

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

BOOST_AUTO_TEST_CASE(what_rounding_makes_smaller_is_as_great) {
    nearly_the_same state;
    const std::uint32_t cases[] = {0, 1};
    BOOST_TEST(exchange_cases(state, 1, cases, 10000, 1, "s").p.at(0) == 1.0);
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

BOOST_AUTO_TEST_SUITE_END()
