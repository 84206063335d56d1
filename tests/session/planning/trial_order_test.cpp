// Which trials a plan takes of many, and in which order.
#include "session/planning/prepared_folder.hpp"
#include "session/planning/stored_by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace preceptron;
using namespace preceptron::session;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(order_of_trials)

BOOST_AUTO_TEST_CASE(a_limit_is_spread_evenly_over_the_cases) {
    run_options options;
    for (const auto& [limit, expected] :
         std::vector<std::pair<std::size_t, std::string>>{{1, "e1"},
                                                          {3, "e1 e4 e6"},
                                                          {4, "e1 e4 e6 e7"},
                                                          {5, "e1 e2 e4 e6 e7"},
                                                          {6, "e1 e2 e4 e5 e6 e7"},
                                                          {7, "e1 e2 e3 e4 e5 e6 e7"},
                                                          {99, "e1 e2 e3 e4 e5 e6 e7"}}) {
        options.limit = limit;
        BOOST_TEST(open_after(nothing, options) == expected);
    }
}

BOOST_AUTO_TEST_CASE(one_of_each_case_goes_ahead_of_the_others_by_the_calls_beside_it) {
    planned_run ignored;
    BOOST_TEST(open_after(nothing, {}, ignored, "threads: 1\n") == "e1 e2 e3 e4 e5 e6 e7");
    BOOST_TEST(open_after(nothing, {}, ignored, "threads: 2\n") == "e1 e4 e2 e3 e6 e5 e7");
    BOOST_TEST(open_after(nothing, {}, ignored, "threads: 50\n") == "e1 e4 e6 e7 e2 e3 e5");
}

BOOST_AUTO_TEST_CASE(entries_of_one_case_stand_together_unless_the_dataset_s_order_is_asked_for) {
    const prepared_folder folder;
    folder.folder.write(
        "data.jsonl",
        R"({"id":"a1","case_id":"a","benchmark":"cpc_bond","response":"x","final_diagnosis":"y","grade":1})"
        "\n"
        R"({"id":"b1","case_id":"b","benchmark":"cpc_bond","response":"x","final_diagnosis":"y","grade":1})"
        "\n"
        R"({"id":"a2","case_id":"a","benchmark":"cpc_bond","response":"x","final_diagnosis":"y","grade":1})"
        "\n");
    const auto inputs = folder.inputs();
    BOOST_TEST(open(*inputs, make_plan(*inputs, folder.options, {})) == "a1 a2 b1");
    inputs->config.order = config::entry_order::dataset;
    BOOST_TEST(open(*inputs, make_plan(*inputs, folder.options, {})) == "a1 b1 a2");
}

BOOST_AUTO_TEST_SUITE_END()
