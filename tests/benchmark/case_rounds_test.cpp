#include "benchmark/case_rounds.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

using namespace preceptron;

namespace {

using numbers = std::vector<std::uint32_t>;

std::vector<entry>
entries_of(const std::vector<std::pair<std::string_view, std::string_view>>& list) {
    std::vector<entry> entries(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        entries[i].study = list[i].first;
        entries[i].case_id = list[i].second;
    }
    return entries;
}

} // namespace

BOOST_AUTO_TEST_SUITE(benchmark_case_rounds)

BOOST_AUTO_TEST_CASE(a_limit_takes_one_of_each_case_before_a_second) {
    const auto entries = entries_of({{"s", "a"}, {"s", "a"}, {"s", "b"}, {"s", "c"}, {"s", "b"}});
    BOOST_TEST(spread_over_cases({0, 1, 2, 3, 4}, entries, 3) == numbers({0, 2, 3}));
    BOOST_TEST(spread_over_cases({0, 1, 2, 3, 4}, entries, 4) == numbers({0, 1, 2, 3}));
    BOOST_TEST(spread_over_cases({0, 1, 2, 3, 4}, entries, 9) == numbers({0, 1, 2, 3, 4}));
}

// The statistics know it as one.
BOOST_AUTO_TEST_CASE(a_case_of_two_studies_is_one_case) {
    const auto entries = entries_of({{"s", "a"}, {"t", "a"}, {"s", "b"}});
    BOOST_TEST(spread_over_cases({0, 1, 2}, entries, 2) == numbers({0, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
