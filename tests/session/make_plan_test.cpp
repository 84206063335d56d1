// What a run still has to ask, given what is stored.
#include "session/prepared_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;

namespace {

// A journal's index, filled by hand.
struct stored_by_hand {
    explicit stored_by_hand(const run_inputs& i) : inputs(i) {}

    const entry& at(std::string_view id) const {
        const entry* const found = inputs.data.find(id);
        BOOST_REQUIRE(found != nullptr);
        return *found;
    }
    journal::trial_key right_key(std::string_view id, int repeat = 0) const {
        return key_of(inputs.judges[0], index.keys(), at(id), repeat)
            .value_or(journal::trial_key{});
    }
    void result(std::string_view id, const journal::trial_key& key, std::uint32_t repeat = 0) {
        index.add_result({"one", "cpc_bond", id, repeat}, key, journal::make_location(1, 0, 1));
    }
    void result(std::string_view id) { result(id, right_key(id)); }
    void withdraw(std::string_view id) {
        index.let_stand({"one", "cpc_bond", id, 0}, right_key(id));
    }
    void failure(std::string_view id, failure_class kind, bool retryable = false) {
        failure(id, kind, retryable, right_key(id));
    }
    void failure(std::string_view id, failure_class kind, bool retryable,
                 const journal::trial_key& key) {
        index.add_failure({"one", "cpc_bond", id, 0}, {.key = key,
                                                       .where = journal::make_location(1, 0, 1),
                                                       .kind = kind,
                                                       .retryable = retryable});
    }

    const run_inputs& inputs;
    journal::stored_results index;
};

const journal::trial_key other_key{1, 2, 3};

// "e1 e4", "e1 e1#1": the open trials of the plan's first cell.
std::string open(const run_inputs& inputs, const planned_run& planned) {
    std::string text;
    for (const trial t : planned.work.cells.at(0).open) {
        text += (text.empty() ? "" : " ") + std::string(inputs.data.entries[t.entry].id);
        if (t.repeat > 0)
            text += "#" + std::to_string(t.repeat);
    }
    return text;
}

// One judge's plan with what `fill` puts into the index.
template<class Fill>
std::string open_after(Fill fill, const run_options& chosen, planned_run& planned,
                       std::string_view more = "") {
    const prepared_folder folder(more);
    run_options options = chosen;
    options.config = folder.options.config;
    options.judges = {"one"};
    const auto inputs = folder.inputs(options);
    stored_by_hand stored(*inputs);
    fill(stored);
    planned = make_plan(*inputs, options, stored.index);
    return open(*inputs, planned);
}

template<class Fill>
std::string open_after(Fill fill, const run_options& chosen = {}) {
    planned_run ignored;
    return open_after(fill, chosen, ignored);
}

const auto nothing = [](stored_by_hand&) {};

} // namespace

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

BOOST_AUTO_TEST_CASE(an_answer_to_another_question_is_stale) {
    const auto fill = [](stored_by_hand& s) {
        s.result("e1");
        s.result("e2", other_key);
    };
    planned_run planned;
    run_options options;
    BOOST_TEST(open_after(fill, options, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U);
    BOOST_REQUIRE(planned.stands.size() == 1U); // the old answer counts no more
    BOOST_TEST(planned.stands[0].entry == 1U);
    BOOST_TEST((planned.stands[0].key != other_key));
    options.stale = stale_results::rejudge;
    BOOST_TEST(open_after(fill, options, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U);
    options.stale = stale_results::keep;
    BOOST_TEST(open_after(fill, options, planned) == "e3 e4 e5 e6 e7");
    BOOST_TEST(planned.work.reused() == 2U);
    BOOST_TEST(planned.stands.empty());
}

BOOST_AUTO_TEST_CASE(an_older_answer_to_this_question_serves_behind_a_newer_one_to_another) {
    planned_run planned;
    BOOST_TEST(open_after(
                   [](stored_by_hand& s) {
                       s.result("e1");
                       s.result("e1", other_key);
                   },
                   {}, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 0U);
    BOOST_REQUIRE(planned.stands.size() == 1U);
    BOOST_TEST(planned.stands[0].entry == 0U);
    BOOST_TEST(planned.stands[0].repeat == 0U);
    BOOST_TEST(!planned.stands[0].kept.has_value());
}

// As a run that judges anew leaves it when it is interrupted.
BOOST_AUTO_TEST_CASE(an_answer_that_was_withdrawn_is_asked_for_or_kept_after_all) {
    const auto fill = [](stored_by_hand& s) {
        s.result("e1", other_key);
        s.withdraw("e1");
    };
    planned_run planned;
    run_options options;
    options.stale = stale_results::rejudge;
    BOOST_TEST(open_after(fill, options, planned) == "e1 e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U);
    BOOST_TEST(planned.stands.empty());
    options.stale = stale_results::keep;
    BOOST_TEST(open_after(fill, options, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_REQUIRE(planned.stands.size() == 1U);
    BOOST_TEST(planned.stands[0].kept.has_value());
}

// As a run that judges anew leaves it.
BOOST_AUTO_TEST_CASE(what_was_judged_again_and_given_up_for_good_is_not_stale) {
    planned_run planned;
    const auto fill = [](stored_by_hand& s) {
        s.result("e1", other_key);
        s.withdraw("e1");
        s.failure("e1", failure_class::length);
        s.result("e2", other_key);
        s.withdraw("e2");
        s.failure("e2", failure_class::transport);
    };
    BOOST_TEST(open_after(fill, {}, planned) == "e2 e3 e4 e5 e6 e7");
    BOOST_TEST(planned.stale == 1U); // is asked again
    BOOST_TEST(planned.work.cells.at(0).all_given_up() == 1U);
    BOOST_TEST((planned.work.cells.at(0).failed_before == std::vector{trial{1, 0}}));
    run_options options;
    options.stale = stale_results::keep;
    BOOST_TEST(open_after(fill, options, planned) == "e3 e4 e5 e6 e7");
    BOOST_TEST(planned.work.reused() == 2U);
}

// As a run that keeps leaves it, after one that judged anew.
BOOST_AUTO_TEST_CASE(what_stands_is_stale_whatever_has_failed_beside_it) {
    planned_run planned;
    const auto fill = [](stored_by_hand& s) {
        s.result("e1", other_key);
        s.failure("e1", failure_class::length);
    };
    open_after(fill, {}, planned);
    BOOST_TEST(planned.stale == 1U);
    BOOST_TEST(planned.stands.size() == 1U); // for who says --rejudge
}

BOOST_AUTO_TEST_CASE(failures_that_may_pass_are_asked_again_and_others_are_given_up) {
    planned_run planned;
    BOOST_TEST(open_after(
                   [](stored_by_hand& s) {
                       s.failure("e1", failure_class::transport);
                       s.failure("e2", failure_class::length);
                       s.failure("e3", failure_class::http_error, true);
                       s.failure("e4", failure_class::http_error, false);
                       s.failure("e5", failure_class::stopped);
                       s.failure("e6", failure_class::unparsed);
                   },
                   {}, planned) == "e1 e3 e5 e7");
    const auto& given_up = planned.work.cells.at(0).given_up;
    BOOST_TEST(given_up[static_cast<std::size_t>(failure_class::length)] == 1U);
    BOOST_TEST(given_up[static_cast<std::size_t>(failure_class::http_error)] == 1U);
    BOOST_TEST(planned.work.cells.at(0).all_given_up() == 3U);
}

BOOST_AUTO_TEST_CASE(retry_failed_opens_what_was_given_up_all_or_by_class) {
    const auto fill = [](stored_by_hand& s) {
        s.failure("e1", failure_class::length);
        s.failure("e2", failure_class::refusal);
    };
    BOOST_TEST(open_after(fill) == "e3 e4 e5 e6 e7");
    run_options options;
    options.retry_failed = true;
    BOOST_TEST(open_after(fill, options) == "e1 e2 e3 e4 e5 e6 e7");
    options.retry_classes = {failure_class::refusal};
    BOOST_TEST(open_after(fill, options) == "e2 e3 e4 e5 e6 e7");
}

BOOST_AUTO_TEST_CASE(a_final_failure_of_another_question_is_no_reason_not_to_ask) {
    BOOST_TEST(open_after([](stored_by_hand& s) {
                   s.failure("e1", failure_class::refusal, false, other_key);
               }) == "e1 e2 e3 e4 e5 e6 e7");
}

BOOST_AUTO_TEST_CASE(an_entry_without_its_reference_is_given_up_once_it_was_found_so) {
    BOOST_TEST(open_after([](stored_by_hand& s) {
                   s.failure("e7", failure_class::missing_context);
               }) == "e1 e2 e3 e4 e5 e6");
}

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
