#include "journal/name_pool.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::journal;

BOOST_AUTO_TEST_SUITE(name_pools)

BOOST_AUTO_TEST_CASE(names_that_differ_in_one_character_are_told_apart) {
    for (std::size_t size = 0; size < 40; ++size) {
        name_pool pool;
        const std::string name(size, 'a');
        const auto number = pool.add(name);
        BOOST_TEST(pool.add(name) == number);
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = name;
            other[at] = 'b';
            // Compared with the one before, and the one before that is asked for again.
            BOOST_TEST(pool.add(other) == number + at + 1);
            BOOST_TEST(pool.add(name) == number);
        }
        BOOST_TEST(pool.add(name + "a") == size + 1);
        BOOST_TEST(pool.size() == size + 2);
    }
}

BOOST_AUTO_TEST_CASE(names_in_any_order_keep_their_numbers) {
    name_pool pool;
    for (int round = 0; round < 3; ++round)
        for (std::uint32_t i = 0; i < 1000; ++i) {
            const std::uint32_t n = round == 2 ? 999 - i : i;
            const std::string name = "entry-" + std::to_string(n);
            BOOST_TEST_REQUIRE(pool.add(name) == n);
            BOOST_TEST_REQUIRE(pool[n] == name);
        }
    BOOST_TEST((pool.find("entry-7") == 7U));
    BOOST_TEST(!pool.find("entry-1000"));
}

BOOST_AUTO_TEST_SUITE_END()
