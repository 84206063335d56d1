// Several scores of one entry: by physicians, by a judge in their place, by a judge that was asked
// again.
#include "agreement/alternative_annotator.hpp"
#include "agreement/pairs.hpp"
#include "agreement/rater_pairs.hpp"
#include "agreement/rating_matrix.hpp"
#include "agreement/repeats.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <vector>

using namespace preceptron::agreement;

BOOST_AUTO_TEST_SUITE(several_raters)

BOOST_AUTO_TEST_CASE(an_items_case_is_the_first_that_a_rating_names) {
    const std::vector<long_rating> ratings{
        {"a", "", "x", 1.0}, {"a", "one", "y", 2.0}, {"b", "two", "x", 1.0}};
    BOOST_TEST((arrange(ratings).case_ids == std::vector<std::string>{"one", "two"}));
}

BOOST_AUTO_TEST_CASE(shares_of_a_scale_tie_where_points_do) {
    std::vector<long_rating> ratings;
    std::vector<rating> judge;
    for (const double most : {7.0, 9.0, 11.0, 13.0})
        for (double x = 1; x < most; ++x) {
            const std::string item = std::to_string(judge.size());
            ratings.push_back({item, {}, "one below", (x - 1) / most});
            ratings.push_back({item, {}, "right", x / most});
            judge.push_back((x + 1) / most);
        }
    const rated_items items = arrange(ratings);
    const double threshold[] = {0.2};
    const annotator_test t =
        alternative_annotator(items, judge, number_cases(items.case_ids, judge.size()),
                              fit::negative_rmse, threshold, 30);
    BOOST_REQUIRE(t.raters.size() == 2u);
    BOOST_TEST(t.raters[0].judge_wins == 1.0);
    BOOST_TEST(t.raters[0].human_wins == 1.0);
    BOOST_TEST(t.raters[0].p[0] == 0.0);
    BOOST_TEST(t.raters[1].judge_wins == 0.0);
    for (const bool beyond : {false, true}) {
        const std::size_t least = judge.size() + beyond;
        BOOST_TEST(alternative_annotator(items, judge, number_cases(items.case_ids, judge.size()),
                                         fit::negative_rmse, threshold, least)
                       .raters.size() == (beyond ? 0u : 2u));
    }
}

BOOST_AUTO_TEST_CASE(two_raters_are_compared_from_as_many_shared_entries_as_are_asked_for) {
    std::vector<long_rating> ratings;
    for (const char* item : {"1", "2", "3"})
        for (const char* rater : {"x", "y"})
            ratings.push_back({item, {}, rater, 1.0});
    const rated_items items = arrange(ratings);
    const case_numbering cases = number_cases(items.case_ids, items.items.size());
    BOOST_TEST(rater_pairs(items, cases, 3).size() == 1u);
    BOOST_TEST(rater_pairs(items, cases, 4).empty());
}

BOOST_AUTO_TEST_CASE(repeats_that_are_not_there_do_not_count) {
    rating_matrix m(3, 3);
    m.at(0, 0) = m.at(0, 1) = 2;
    m.at(0, 2) = 4;
    m.at(1, 0) = 5; // once only
    const self_consistency self = agreement_with_itself(m);
    BOOST_TEST(self.items == 1u);
    BOOST_TEST(*self.agreeing_pairs == 1.0 / 3);
    BOOST_TEST(*mean_of_repeats(m)[0] == 8.0 / 3);
    BOOST_TEST(*median_of_repeats(m)[0] == 2.0);
    BOOST_TEST(!mean_of_repeats(m)[2].has_value());
}

BOOST_AUTO_TEST_SUITE_END()
