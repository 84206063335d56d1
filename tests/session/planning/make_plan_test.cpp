// What a run still has to ask, given what is stored.
#include "session/planning/prepared_folder.hpp"
#include "session/planning/stored_by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string_view>

using namespace preceptron;
using namespace preceptron::session;
using namespace preceptron::tests;

BOOST_AUTO_TEST_SUITE(plans)

BOOST_AUTO_TEST_CASE(a_fresh_plan_asks_every_judge_about_every_graded_entry_of_a_known_task) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    const planned_run planned = make_plan(*inputs, folder.options, {});
    BOOST_TEST(planned.work.cells.size() == 2U);
    BOOST_TEST(planned.work.planned() == 14U);
    BOOST_TEST(planned.work.open() == 14U);
    BOOST_TEST(planned.work.reused() == 0U);
    BOOST_TEST(open(*inputs, planned) == "e1 e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.ungraded == 1U);
    BOOST_TEST(planned.unknown_tasks.size() == 1U);
    BOOST_TEST(planned.unknown_tasks.at("mystery") == 2U);
    BOOST_TEST(!planned.dataset_has_nothing_stored);
}

BOOST_AUTO_TEST_CASE(judges_and_tasks_are_chosen) {
    prepared_folder folder("task_aliases: {mystery: cpc_bond}\n");
    folder.options.judges = {"two"};
    folder.options.tasks = {"mystery"};
    const auto inputs = folder.inputs();
    const planned_run planned = make_plan(*inputs, folder.options, {});
    BOOST_REQUIRE(planned.work.cells.size() == 1U);
    BOOST_TEST(inputs->judges[planned.work.cells[0].judge].spec.name == "two");
    BOOST_TEST(planned.work.cells[0].task == "mystery");
    BOOST_TEST(open(*inputs, planned) == "e9 e10");
    BOOST_TEST(planned.ungraded == 0U); // of that task
}

BOOST_AUTO_TEST_CASE(what_is_answered_is_not_asked_again) {
    planned_run planned;
    BOOST_TEST(open_after(
                   [](stored_by_hand& s) {
                       s.result("e1");
                       s.result("e5");
                   },
                   {}, planned) == "e2 e3 e4 e6 e7");
    BOOST_TEST(planned.work.reused() == 2U);
    BOOST_TEST(planned.stale == 0U);
    BOOST_TEST(planned.stands.empty());
}

BOOST_AUTO_TEST_CASE(another_judge_s_answer_is_nobody_else_s) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    stored_by_hand stored(*inputs);
    stored.result("e1"); // of judge "one"
    const planned_run planned = make_plan(*inputs, folder.options, stored.index);
    BOOST_TEST(planned.work.cells.at(0).reused == 1U);
    BOOST_TEST(planned.work.cells.at(1).reused == 0U);
}

BOOST_AUTO_TEST_CASE(repeats_are_trials_of_their_own) {
    const prepared_folder folder("  - {name: three, provider: simulated, model_id: m, repeats: 2, "
                                 "base_url: \"http://localhost:1/v1\"}\n");
    run_options options = folder.options;
    options.judges = {"three"};
    options.limit = 2;
    const auto inputs = folder.inputs(options);
    journal::stored_results stored;
    const entry& first = *inputs->data.find("e1");
    stored.add_result({"three", "cpc_bond", "e1", 1},
                      *key_of(inputs->judges[2], stored.keys(), first, 1),
                      journal::make_location(1, 0, 1));
    const planned_run planned = make_plan(*inputs, options, stored);
    BOOST_TEST(planned.work.planned() == 4U);
    BOOST_TEST(planned.work.reused() == 1U);
    BOOST_TEST(open(*inputs, planned) == "e1 e4 e4#1");
    BOOST_TEST((*key_of(inputs->judges[2], stored.keys(), first, 0) !=
                *key_of(inputs->judges[2], stored.keys(), first, 1)));
}

BOOST_AUTO_TEST_CASE(a_dataset_of_which_nothing_is_stored_is_told) {
    const prepared_folder folder;
    const auto inputs = folder.inputs();
    journal::stored_results foreign;
    foreign.add_result({"one", "cpc_bond", "elsewhere", 0}, other_key,
                       journal::make_location(1, 0, 1));
    BOOST_TEST(make_plan(*inputs, folder.options, foreign).dataset_has_nothing_stored);
    foreign.add_result({"gone", "cpc_bond", "e9", 0}, other_key, journal::make_location(1, 0, 1));
    BOOST_TEST(!make_plan(*inputs, folder.options, foreign).dataset_has_nothing_stored);
}

BOOST_AUTO_TEST_CASE(a_budget_needs_the_price_of_every_judge) {
    const prepared_folder folder("budget_usd: 5\n");
    const auto loaded = load_inputs(
        folder.options, [](std::string_view) { return std::nullopt; },
        R"({"as_of":"2026-01-01","models":[]})");
    BOOST_TEST(loaded.value == nullptr);
    BOOST_TEST_REQUIRE(!loaded.problems.empty());
    BOOST_TEST(loaded.problems[0].message.starts_with("budget_usd needs the price of"));
    BOOST_TEST(loaded.problems[0].where.line > 0);
}

BOOST_AUTO_TEST_SUITE_END()
