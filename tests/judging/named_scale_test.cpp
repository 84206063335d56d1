#include "judging/named_scale.hpp"
#include "judging/task_file.hpp"
#include "judging/task_set.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron::judging;

namespace {

std::vector<std::string> unnamed(const std::string& scale, const std::string& prompt) {
    const auto made =
        parse_task("task: t\ntitle: T\nsource: S\nscale: " + scale +
                       "\ntolerance: {points: 1}\nrequires: [response]\nwants: [rubric]\n"
                       "prompts: {default: {system: '" +
                       prompt + "', user: 'Grade 7: {{response}}'}}\n",
                   "t.yaml");
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    return unnamed_ends(*made, made->variants.front());
}

using ends = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(judging_named_scale)

BOOST_AUTO_TEST_CASE(both_ends_are_looked_for) {
    BOOST_TEST(unnamed("{min: 0, max: 5}", "From 0 to 5.") == ends{});
    BOOST_TEST(unnamed("{min: 0, max: 5}", "From 0 to 10.") == ends{"5"});
    BOOST_TEST(unnamed("{min: 0, max: 5}", "From 1 to 5.") == ends{"0"});
    BOOST_TEST(unnamed("{values: [1, 2, 3]}", "Grade it.") == (ends{"1", "3"}));
    BOOST_TEST(unnamed("{values: [1, 2, 7]}", "1 is bad.") == ends{}); // the user's half has 7
}

BOOST_AUTO_TEST_CASE(a_number_is_taken_as_a_whole) {
    BOOST_TEST(unnamed("{min: 0, max: 5}", "0.0-5.0") == ends{});
    BOOST_TEST(unnamed("{min: 0, max: 5}", "0 to 50, 15, 5.5") == ends{"5"});
    BOOST_TEST(unnamed("{min: 0, max: 2.5}", "0..2.5.") == ends{});
    BOOST_TEST(unnamed("{min: -2, max: 2}", "-2 to +2") == ends{});
}

BOOST_AUTO_TEST_CASE(what_an_entry_tells_is_not_doubted) {
    BOOST_TEST(unnamed("{min: 0, max: 5}", "Scale: {{scale}}") == ends{});
    BOOST_TEST(unnamed("{min: 0, max: 5}", "By {{rubric}}") == ends{});
    BOOST_TEST(unnamed("{min: 0, max: max_score}", "0 to {{max_score}}") == ends{});
    BOOST_TEST(unnamed("{min: 0, max: max_score}", "0 and up") == ends{"the entry's max_score"});
}

BOOST_AUTO_TEST_CASE(the_built_in_tasks_name_theirs) {
    for (const auto& [name, t] : task_set::built_in())
        for (const prompt_variant& variant : t.variants)
            BOOST_TEST(unnamed_ends(t, variant) == ends{}, name);
}

BOOST_AUTO_TEST_SUITE_END()
