#include "simulator/fault.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace preceptron;
using namespace preceptron::simulator;

BOOST_AUTO_TEST_SUITE(simulator_fault)

BOOST_AUTO_TEST_CASE(kinds_and_probabilities_are_read) {
    for (const std::string_view name : fault_names) {
        const auto rate = parse_fault(std::string(name) + "=0.25");
        BOOST_REQUIRE(rate.has_value());
        BOOST_TEST(to_string(rate->kind) == name);
        BOOST_TEST(rate->probability == 0.25);
    }
    BOOST_TEST(parse_fault("reset=1")->probability == 1);
    BOOST_TEST(parse_fault("reset=0")->probability == 0);
}

BOOST_AUTO_TEST_CASE(what_is_misspelt_is_refused_with_advice) {
    BOOST_TEST(parse_fault("tuncate=0.1").error().message ==
               "unknown fault 'tuncate': did you mean truncate?");
    for (const char* text : {"", "reset", "reset=", "reset=x", "reset=1.5", "reset=-0.1",
                             "reset=nan", "reset=0.1x", "=0.1"})
        BOOST_TEST(!parse_fault(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(probabilities_together_are_one_at_most) {
    BOOST_TEST(check_faults({{fault::reset, 0.5}, {fault::stall, 0.5}}).has_value());
    BOOST_TEST(!check_faults({{fault::reset, 0.6}, {fault::stall, 0.5}}).has_value());
}

BOOST_AUTO_TEST_CASE(faults_come_as_often_as_asked) {
    fault_plan plan({{fault::reset, 0.1}, {fault::stall, 0.3}}, 7);
    std::map<std::string, int> counts;
    for (int i = 0; i < 10'000; ++i) {
        const auto fate = plan.next("k");
        ++counts[fate ? std::string(to_string(*fate)) : "none"];
    }
    BOOST_TEST(std::abs(counts["reset"] - 1000) < 120);
    BOOST_TEST(std::abs(counts["stall"] - 3000) < 180);
    BOOST_TEST(std::abs(counts["none"] - 6000) < 200);
}

BOOST_AUTO_TEST_CASE(fate_depends_on_seed_key_and_number_alone) {
    const std::vector<fault_rate> half{{fault::reset, 0.5}};
    fault_plan one(half, 1), same(half, 1), other(half, 2);
    int differ_by_seed = 0;
    int differ_by_key = 0;
    for (int i = 0; i < 200; ++i) {
        const auto fate = one.next("k");
        BOOST_TEST((fate == same.next("k")));
        differ_by_seed += fate != other.next("k");
        differ_by_key += fate != same.next("other");
    }
    BOOST_TEST(differ_by_seed > 50);
    BOOST_TEST(differ_by_key > 50);
}

BOOST_AUTO_TEST_CASE(certain_faults_are_certain) {
    fault_plan always({{fault::garbage, 1}}, 1);
    fault_plan never({{fault::garbage, 0}}, 1);
    for (int i = 0; i < 1000; ++i) {
        BOOST_TEST((always.next("k") == fault::garbage));
        BOOST_TEST(!never.next("k").has_value());
    }
}

BOOST_AUTO_TEST_SUITE_END()
