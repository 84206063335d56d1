#include "judging/scale.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(scales)

const scale bond{{0, 2, 2.5, 3}, 0, {}, {}};
const scale half_points{{}, 0, 19, 0.5};
const scale thirds{{}, 1, 2, 1.0 / 3};
const scale of_the_entry{{}, 0, {}, {}};

BOOST_AUTO_TEST_CASE(a_list_of_values_has_these_and_no_others) {
    for (const double score : {0.0, 2.0, 2.5, 3.0, 2.5 + 1e-10})
        BOOST_TEST(bond.contains(score, {}));
    for (const double score : {1.0, 2.25, 2.5001, 4.0, -1.0})
        BOOST_TEST(!bond.contains(score, {}));
    BOOST_TEST(bond.highest(10).value() == 3.0);
}

BOOST_AUTO_TEST_CASE(steps_count_from_the_minimum) {
    BOOST_TEST(half_points.contains(18.5, {}));
    BOOST_TEST(!half_points.contains(18.25, {}));
    BOOST_TEST(!half_points.contains(19.5, {}));
    BOOST_TEST(!half_points.contains(-0.5, {}));
    BOOST_TEST(thirds.contains(1 + 2.0 / 3, {}));
    BOOST_TEST(!thirds.contains(1.5, {}));
    BOOST_TEST(half_points.place(4.4999999999, {}).value() == 4.5);
}

BOOST_AUTO_TEST_CASE(the_entry_can_set_the_maximum) {
    BOOST_TEST(of_the_entry.contains(7.3, 8));
    BOOST_TEST(of_the_entry.place(8 + 1e-10, 8).value() == 8.0);
    BOOST_TEST(!of_the_entry.contains(8.1, 8));
    BOOST_TEST(of_the_entry.contains(1000, {}));
    BOOST_TEST(!of_the_entry.contains(-1, {}));
    BOOST_TEST(!of_the_entry.highest({}).has_value());
    BOOST_TEST(half_points.highest(8).value() == 19.0);
}

BOOST_AUTO_TEST_CASE(a_maximum_that_is_no_more_than_the_minimum_leaves_no_scale) {
    for (const double none : {0.0, -0.0, -1.0, 1e-12})
        BOOST_TEST(!of_the_entry.has_room(none), none);
    BOOST_TEST(of_the_entry.has_room(0.5));
    BOOST_TEST(of_the_entry.has_room({}));
    for (const scale* s : {&bond, &half_points, &thirds}) // the entry's is not theirs
        BOOST_TEST(s->has_room(0));
}

BOOST_AUTO_TEST_CASE(a_scale_spans_what_lies_between_its_ends) {
    for (const double grade : {0.0, 1.0, 2.25, 3.0, -1e-10, 3 + 1e-10})
        BOOST_TEST(bond.spans(grade, {}), grade);
    for (const double grade : {-0.1, 3.1})
        BOOST_TEST(!bond.spans(grade, {}), grade);
    BOOST_TEST(thirds.spans(1 - 1e-10, {}));
    BOOST_TEST(!thirds.spans(0.9, {}));
    BOOST_TEST(of_the_entry.spans(8 + 1e-10, 8));
    BOOST_TEST(!of_the_entry.spans(8.1, 8));
    BOOST_TEST(of_the_entry.spans(8.1, {}));
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_is_on_no_scale) {
    using limits = std::numeric_limits<double>;
    for (const double score : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()})
        for (const scale* s : {&bond, &half_points, &of_the_entry})
            BOOST_TEST(!s->contains(score, {}));
}

BOOST_AUTO_TEST_CASE(a_negative_zero_becomes_zero) {
    for (const scale* s : {&bond, &half_points, &of_the_entry})
        BOOST_TEST(!std::signbit(s->place(-0.0, {}).value()));
}

BOOST_AUTO_TEST_CASE(scales_say_what_they_are) {
    BOOST_TEST(bond.describe({}) == "0, 2, 2.5, 3");
    BOOST_TEST(half_points.describe({}) == "0 to 19 in steps of 0.5");
    BOOST_TEST(of_the_entry.describe({}) == "0 to the entry's max_score");
    BOOST_TEST(of_the_entry.describe(7.5) == "0 to 7.5");
}

BOOST_AUTO_TEST_SUITE_END()
