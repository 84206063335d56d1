#include "agreement/deviation.hpp"
#include "agreement/scaled_errors.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron::agreement;

BOOST_AUTO_TEST_SUITE(numbers_too_large)

BOOST_AUTO_TEST_CASE(without_a_finite_deviation_a_bias_has_no_interval) {
    pairs p;
    p.grade = {0, 0, 0};
    p.score = {1e200, -1e200, 0}; // whose squares are not finite
    BOOST_TEST(bias(p).value.has_value());
    const interval_estimate none = bias_interval_iid(p);
    BOOST_TEST(!none.value);
    BOOST_TEST(none.undefined_reason == standard_deviation_of_differences(p).undefined_reason);
}

BOOST_AUTO_TEST_CASE(without_a_finite_sum_a_groups_bias_is_undefined) {
    std::vector<scaled_error> errors(2);
    errors[0].error = errors[1].error = 1.5e308;
    errors[1].cluster = 1;
    const std::vector<std::string> groups{"g", "g"};
    const auto found = errors_by(errors, groups);
    BOOST_TEST_REQUIRE(found.size() == 1u);
    BOOST_TEST(!found[0].bias);
    BOOST_TEST(!found[0].bias_interval);
    BOOST_TEST(found[0].bias_interval.undefined_reason == found[0].bias.undefined_reason);
}

BOOST_AUTO_TEST_SUITE_END()
