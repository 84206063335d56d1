#include "analysis/figures.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace preceptron;
using namespace preceptron::analysis;

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(limits_are_cut_at_the_ends_of_what_the_statistic_can_be) {
    const auto interval = agreement::between(0.4, 1.2);
    BOOST_TEST(with_interval({"pearson", agreement::defined(0.9), interval, {}}, 3) ==
               "0.900 [0.40, 1.00]");
    BOOST_TEST(with_interval({"bias", agreement::defined(0.9), interval, {}}, 2) ==
               "0.90 [0.40, 1.20]");
    BOOST_TEST(with_interval({"pearson", agreement::defined(-0.9), interval, {}}, 3, true) ==
               "-.900 [.40, 1.00]");
}

BOOST_AUTO_TEST_CASE(limits_of_a_difference_are_cut_at_the_ends_of_what_that_can_be) {
    const auto wide = agreement::between(-7.41, 6.87);
    const auto shown = [&](const char* name, bool of_scale) {
        return difference_with_interval({name, agreement::defined(-0.27), wide, {}}, of_scale, 3);
    };
    BOOST_TEST(shown("kappa.quadratic.value", false) == "-0.270 [-2.00, 2.00]");
    BOOST_TEST(shown("kappa.quadratic.index", false) == "-0.270 [-2.00, 2.00]");
    BOOST_TEST(shown("mae", true) == "-0.270 [-1.00, 1.00]");
    BOOST_TEST(shown("mae", false) == "-0.270 [-7.41, 6.87]");
    BOOST_TEST(difference_with_interval(
                   {"mae", agreement::defined(-1.5), agreement::between(-3, -0.0004), {}}, true,
                   3) == "-1.500 [-1.50, -0.0004]");
    BOOST_TEST(verdict_limits({-7.41, 6.87}, 0.05) == "[-2.000, 2.000]");
    BOOST_TEST(error_with_interval({"mae", agreement::defined(0.2), wide, {}}, true, 3) ==
               "0.200 [0.00, 1.00]");
    BOOST_TEST(error_with_interval({"mae", agreement::defined(0.2), wide, {}}, false, 3) ==
               "0.200 [0.00, 6.87]");
}

BOOST_AUTO_TEST_CASE(limits_stand_on_their_own_side_of_what_they_are_compared_with) {
    BOOST_TEST(verdict_limits({-0.0476, 0.0123}, 0.05) == "[-0.048, 0.012]");
    BOOST_TEST(verdict_limits({-0.04997, 0.0004}, 0.05) == "[-0.04997, 0.0004]");
    BOOST_TEST(verdict_limits({-0.05, 0}, 0.05) == "[-0.050, 0.000]");
    const auto ahead = agreement::between(0.0026, 0.31);
    BOOST_TEST(with_interval({"", agreement::defined(0.15), ahead, {}}, 3) ==
               "0.150 [0.003, 0.31]");
    BOOST_TEST(
        with_interval({"", agreement::defined(-0.15), agreement::between(-0.31, -0.0026), {}}, 3) ==
        "-0.150 [-0.31, -0.003]");
    BOOST_TEST(with_interval({"", agreement::defined(0.15), agreement::between(-0.001, 0.31), {}},
                             3) == "0.150 [-0.001, 0.31]");
    BOOST_TEST(with_interval({"", agreement::defined(0.15), agreement::between(-0.2, 0), {}}, 3) ==
               "0.150 [-0.20, 0.00]");
    BOOST_TEST(with_interval({"mae", agreement::defined(0.15), ahead, {}}, 3) ==
               "0.150 [0.00, 0.31]");
}

BOOST_AUTO_TEST_CASE(undefined_is_a_dash_and_minus_zero_is_zero) {
    BOOST_TEST(figure(agreement::undefined("why"), 3) == no_figure);
    BOOST_TEST(signed_figure(agreement::defined(-0.001), 2) == "0.00");
    BOOST_TEST(signed_figure(agreement::defined(0.25), 2) == "+0.25");
    BOOST_TEST(percent({"within_1", agreement::defined(0.853), agreement::between(0.7, 1.1), {}}) ==
               "85 [70, 100]");
}

BOOST_AUTO_TEST_CASE(large_numbers_have_few_digits_and_infinity_is_a_dash) {
    BOOST_TEST(decimal(1234567.891, 2) == "1234567.89");
    BOOST_TEST(decimal(-1.7e308, 3) == "-1.7e+308");
    BOOST_TEST(decimal(HUGE_VAL, 2) == no_figure);
    BOOST_TEST(decimal(std::nan(""), 2) == no_figure);
    BOOST_TEST(with_interval({"bias", agreement::defined(1e20), agreement::between(-1e300, 2), {}},
                             2) == "1e+20 [-1e+300, 2.00]");
}

BOOST_AUTO_TEST_CASE(p_is_never_shown_as_0) {
    BOOST_TEST(p_figure(0.0001) == "< 0.001");
    BOOST_TEST(p_figure(0.0625) == "0.063");
    BOOST_TEST(p_figure(std::nan("")) == no_figure);
}

BOOST_AUTO_TEST_SUITE_END()
