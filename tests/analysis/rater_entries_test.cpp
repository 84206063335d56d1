#include "analysis/made_up_ratings.hpp"
#include "analysis/rater_entries.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// Tasks A and B, both with the entries 0 to 59.
results::ratings two_tasks() {
    results::ratings all = made_up(20);
    all.tasks.push_back(all.tasks[0]);
    all.tasks[0].ratings.task = "A";
    all.tasks[1].ratings.task = "B";
    return all;
}

std::vector<agreement::long_rating> of_task(const std::string& task) {
    auto raters = ratings_of(60, {"x", "y", "z"});
    for (agreement::long_rating& each : raters)
        each.task = task;
    return raters;
}

} // namespace

BOOST_AUTO_TEST_SUITE(entries_of_raters)

BOOST_AUTO_TEST_CASE(an_id_of_several_tasks_needs_the_raters_task) {
    const auto refused = check_raters(two_tasks(), ratings_of(60, {"x"}));
    BOOST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().code == errc::bad_dataset));
    BOOST_TEST(refused.error().message ==
               "raters: entry '0' is in several tasks (A, B), as are 59 other entries; which of "
               "them was rated must be said: add a column 'task' to the raters' file");
    BOOST_TEST(check_raters(two_tasks(), of_task("A")).has_value());
    results::ratings all = two_tasks();
    for (std::string& id : all.tasks[1].ids)
        id += " of B";
    BOOST_TEST(check_raters(all, ratings_of(60, {"x"})).has_value());
    BOOST_TEST(check_raters(two_tasks(), {{"strange", "", "x", 1.0}}).has_value());
}

BOOST_AUTO_TEST_CASE(a_task_has_its_own_raters_only) {
    const report r = analyse(two_tasks(), {}, of_task("B"), {}, quick());
    BOOST_REQUIRE(r.ceiling.size() == 1u);
    BOOST_TEST(r.ceiling[0].task == "B");
    BOOST_TEST(!has(r.notes, "among those analysed"));
    BOOST_TEST(has(analyse(two_tasks(), {}, of_task("C"), {}, quick()).notes,
                   "none of the raters' entries is among those analysed"));
}

BOOST_AUTO_TEST_CASE(ratings_without_a_task_are_of_whatever_one_task_the_raters_name) {
    results::ratings all = made_up(20);
    all.tasks[0].ratings.task = results::unnamed_task;
    auto raters = of_task("A");
    BOOST_TEST(check_raters(all, raters).has_value());
    BOOST_TEST(analyse(all, {}, raters, {}, quick()).ceiling.size() == 1u);
    raters.push_back({"0", "", "x", 1.0, "B"});
    const auto refused = check_raters(all, raters);
    BOOST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().message.ends_with("add a column 'task' to the ratings"));
}

BOOST_AUTO_TEST_CASE(one_name_in_two_spellings_and_who_is_not_compared_are_noted) {
    auto raters = ratings_of(45, {"x", "y"});
    BOOST_TEST(!has(analyse(made_up(20), {}, raters, {}, quick()).notes, "rater"));
    for (const auto& each : ratings_of(5, {"X"}))
        raters.push_back(each);
    const report r = analyse(made_up(20), {}, raters, {}, quick());
    BOOST_TEST(
        has(r.notes, "the raters X, x differ by letter case only and count as 2 physicians"));
    BOOST_TEST(has(r.notes, "task: 1 of 3 raters is not compared, with fewer than 30 entries that "
                            "another rated, too: X"));
    BOOST_TEST(r.ceiling[0].compared == 2u);
    const report few = analyse(made_up(20), {}, ratings_of(5, {"x", "y"}), {}, quick());
    BOOST_TEST(!has(few.notes, "not compared")); // as the verdict says
}

BOOST_AUTO_TEST_SUITE_END()
