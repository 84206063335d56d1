#include "journal/sample_journal.hpp"
#include "journal/stored_results.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(stored_trials)

namespace {

const trial_name first{"judge", "task", "e1", 0};

location at(std::uint64_t offset) {
    return make_location(1, offset, 10);
}

} // namespace

BOOST_AUTO_TEST_CASE(a_trial_is_its_judge_task_entry_and_repeat) {
    stored_results stored;
    BOOST_TEST(stored.knows_nothing());
    stored.add_result(first, key_of(1), at(5));
    BOOST_REQUIRE(stored.find(first, key_of(1)));
    BOOST_TEST((stored.find(first, key_of(1))->where() == at(5)));
    BOOST_TEST(!stored.find(first, key_of(2)));
    BOOST_TEST(!stored.standing({"judge2", "task", "e1", 0}));
    BOOST_TEST(!stored.standing({"judge", "task2", "e1", 0}));
    BOOST_TEST(!stored.standing({"judge", "task", "e2", 0}));
    BOOST_TEST(!stored.standing({"judge", "task", "e1", 1}));
    BOOST_TEST(!stored.standing({"task", "judge", "e1", 0}));
    BOOST_TEST(stored.knows_entry("e1"));
    BOOST_TEST(!stored.knows_entry("judge"));
}

BOOST_AUTO_TEST_CASE(the_first_result_of_a_key_wins) {
    stored_results stored;
    BOOST_TEST(stored.add_result(first, key_of(1), at(5)));
    BOOST_TEST(!stored.add_result(first, key_of(1), at(9)));
    BOOST_TEST((stored.find(first, key_of(1))->where() == at(5)));
    BOOST_TEST(stored.size() == 1U);
}

BOOST_AUTO_TEST_CASE(another_key_of_the_same_trial_is_kept_beside_and_is_the_latest) {
    stored_results stored;
    stored.add_result(first, key_of(1), at(5));
    stored.add_result(first, key_of(2), at(9));
    BOOST_TEST((stored.find(first, key_of(1))->where() == at(5)));
    BOOST_TEST(stored.standing(first)->answers(key_of(2)));
    BOOST_TEST(stored.size() == 2U);
    BOOST_TEST(stored.trials() == 1U);
}

BOOST_AUTO_TEST_CASE(an_older_result_can_be_made_to_stand_again) {
    stored_results stored;
    for (int n = 1; n <= 4; ++n)
        stored.add_result(first, key_of(n), at(static_cast<std::uint64_t>(n)));
    for (const int n : {2, 1, 4, 3, 3, 1, 2}) {
        stored.let_stand(first, key_of(n));
        BOOST_TEST(stored.standing(first)->answers(key_of(n)));
        for (int other = 1; other <= 4; ++other) {
            BOOST_REQUIRE(stored.find(first, key_of(other)));
            BOOST_TEST(stored.find(first, key_of(other))->where().offset ==
                       static_cast<std::uint64_t>(other));
        }
    }
    stored.add_result(first, key_of(5), at(5));
    BOOST_TEST(stored.standing(first)->answers(key_of(5)));
    BOOST_TEST(stored.size() == 5U);
}

BOOST_AUTO_TEST_CASE(where_another_key_was_asked_for_nothing_stands_until_its_result_comes) {
    stored_results stored;
    const trial_name second{"judge", "task", "e2", 0};
    stored.add_result(first, key_of(1), at(1));
    stored.add_result(second, key_of(2), at(2));
    stored.let_stand(first, key_of(3));
    BOOST_TEST(!stored.standing(first));
    BOOST_TEST(stored.trial(first).newest()->answers(key_of(1)));
    BOOST_TEST(stored.find(first, key_of(1)));
    BOOST_TEST(stored.standing(second)->answers(key_of(2)));
    stored.for_each([](const trial_name& t, const stored_result* r, const stored_failure*) {
        BOOST_TEST((r != nullptr) == (t.entry_id == "e2"));
    });
    BOOST_TEST(!stored.add_result(first, key_of(1), at(4))); // as a copied segment has it
    BOOST_TEST(!stored.standing(first));
    stored.add_result(first, key_of(3), at(5));
    BOOST_TEST(stored.standing(first)->answers(key_of(3)));
    stored.let_stand(first, key_of(4));
    BOOST_TEST(!stored.standing(first));
    stored.let_stand(first, key_of(1)); // settings are as they were
    BOOST_TEST(stored.standing(first)->answers(key_of(1)));
}

BOOST_AUTO_TEST_CASE(a_failure_of_another_key_than_was_asked_for_is_forgotten) {
    stored_results stored;
    stored.let_stand(first, key_of(1)); // nothing is stored
    BOOST_TEST(stored.knows_nothing());
    stored.add_result(first, key_of(1), at(1));
    stored.add_failure(first, {key_of(2), at(2), failure_class::timeout, true, 0});
    stored.let_stand(first, key_of(2));
    BOOST_TEST(stored.last_failure(first));
    stored.let_stand(first, key_of(3));
    BOOST_TEST(!stored.last_failure(first));
}

BOOST_AUTO_TEST_CASE(the_last_failure_stands_until_its_key_has_a_result) {
    stored_results stored;
    stored.add_failure(first, {key_of(1), at(1), failure_class::timeout, true, 0});
    stored.add_failure(first, {key_of(1), at(2), failure_class::http_error, false, 404});
    BOOST_REQUIRE(stored.last_failure(first));
    BOOST_TEST((stored.last_failure(first)->kind == failure_class::http_error));
    BOOST_TEST(stored.last_failure(first)->http_status == 404);
    stored.add_result(first, key_of(2), at(3));
    BOOST_TEST(stored.last_failure(first)); // of other settings
    stored.add_result(first, key_of(1), at(4));
    BOOST_TEST(!stored.last_failure(first));
    stored.add_failure(first, {key_of(1), at(5), failure_class::timeout, true, 0});
    BOOST_TEST(!stored.last_failure(first)); // answered before
}

BOOST_AUTO_TEST_CASE(all_trials_can_be_visited) {
    stored_results stored;
    stored.add_result(first, key_of(1), at(1));
    stored.add_result({"judge", "task", "e1", 1}, key_of(2), at(2));
    stored.add_failure({"judge", "other", "e2", 0},
                       {key_of(3), at(3), failure_class::empty, false, 200});
    std::string seen;
    stored.for_each([&](const trial_name& t, const stored_result* r, const stored_failure* f) {
        seen += std::string(t.task) + "/" + std::string(t.entry_id) + "/" +
                std::to_string(t.repeat) + (r ? " result" : "") + (f ? " failure" : "") + "\n";
    });
    BOOST_TEST(seen == "task/e1/0 result\ntask/e1/1 result\nother/e2/0 failure\n");
    const auto cells = stored.cells();
    BOOST_REQUIRE(cells.size() == 3U);
    BOOST_TEST(cells[1].repeat == 1U);
    BOOST_TEST(cells[2].task == "other");
}

BOOST_AUTO_TEST_CASE(many_results_are_all_found_again) {
    stored_results stored;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i)
        stored.add_result({"j" + std::to_string(i % 3), "t", std::to_string(i / 3), 0}, key_of(i),
                          at(static_cast<std::uint64_t>(i)));
    BOOST_TEST(stored.size() == std::size_t{n});
    for (int i = 0; i < n; ++i) {
        const auto* r =
            stored.find({"j" + std::to_string(i % 3), "t", std::to_string(i / 3), 0}, key_of(i));
        BOOST_REQUIRE(r);
        BOOST_REQUIRE(r->where().offset == static_cast<std::uint64_t>(i));
    }
}

// Not in order, with gaps, and some of another judge and task beside them.
BOOST_AUTO_TEST_CASE(the_repeats_of_an_entry_are_found_together_as_one_by_one) {
    stored_results stored;
    constexpr int entries = 200; // more than one page of the index
    constexpr int repeats = 9;
    const auto name = [](int entry, int repeat, std::string_view judge) {
        return std::pair(
            "e" + std::to_string(entry * 7 % entries),
            trial_name{judge, entry % 5 ? "t" : "u", {}, static_cast<std::uint32_t>(repeat)});
    };
    for (int n = 0; n < entries * repeats; ++n) {
        auto [id, trial] = name(n % entries, n / entries, n % 3 ? "j" : "k");
        trial.entry_id = id;
        if (n % 4 == 0)
            stored.add_failure(trial, {key_of(n), at(1), failure_class::timeout, true, 0});
        if (n % 4 != 1)
            stored.add_result(trial, key_of(n % 8 ? n : 2 * n), at(static_cast<std::uint64_t>(n)));
        if (n % 8 == 2)
            stored.add_result(trial, key_of(3 * n + 1), at(static_cast<std::uint64_t>(n)));
    }
    std::vector<stored_trial> found;
    for (int entry = 0; entry < entries; ++entry)
        for (const char* judge : {"j", "k", "nobody"}) {
            auto [id, trial] = name(entry, 0, judge);
            trial.entry_id = id;
            stored.find_repeats(trial.judge, trial.task, id, repeats + 1, found);
            BOOST_REQUIRE(found.size() == std::size_t{repeats + 1});
            for (; trial.repeat <= repeats; ++trial.repeat) {
                const stored_trial& one = found[trial.repeat];
                BOOST_REQUIRE(one.standing() == stored.standing(trial));
                BOOST_REQUIRE(one.last_failure() == stored.last_failure(trial));
                const int n = static_cast<int>(trial.repeat) * entries + entry;
                BOOST_REQUIRE(one.find(key_of(n)) == stored.find(trial, key_of(n)));
                const bool added =
                    trial.repeat < repeats && judge == std::string(n % 3 ? "j" : "k");
                BOOST_REQUIRE((one.standing() != nullptr) == (added && n % 4 != 1));
                BOOST_REQUIRE((one.last_failure() != nullptr) == (added && n % 8 == 0 && n > 0));
                BOOST_REQUIRE((one.find(key_of(n)) != nullptr) ==
                              (added && n % 4 != 1 && (n % 8 != 0 || n == 0)));
            }
        }
}

BOOST_AUTO_TEST_CASE(the_results_of_a_trial_are_found_by_each_of_their_keys) {
    stored_results stored;
    for (int n = 0; n < 50; ++n)
        BOOST_TEST(stored.add_result(n % 2 ? first : trial_name{"judge", "task", "e2", 0},
                                     key_of(n), at(static_cast<std::uint64_t>(n))));
    for (int n = 1; n < 50; n += 2) {
        BOOST_TEST(!stored.add_result(first, key_of(n), at(99)));
        BOOST_REQUIRE(stored.find(first, key_of(n)));
        BOOST_TEST((stored.find(first, key_of(n))->where() == at(static_cast<std::uint64_t>(n))));
        BOOST_TEST(!stored.find(first, key_of(n - 1)));
    }
    BOOST_TEST(stored.standing(first)->answers(key_of(49)));
    BOOST_TEST(stored.size() == 50U);
    BOOST_TEST(stored.trials() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
