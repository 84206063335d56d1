#include "core/block_cache.hpp"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <set>
#include <vector>

BOOST_AUTO_TEST_SUITE(cached_blocks)

namespace {

struct block_cache : preceptron::block_cache {
    ~block_cache() { clear(); }
};

// Its bytes are written over: the sanitizer sees one that is too small, or free.
void* new_block(std::size_t size) {
    void* const memory = std::malloc(block_cache::rounded(size));
    std::memset(memory, 'x', size);
    return memory;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_block_serves_those_of_its_size_only) {
    block_cache cache;
    BOOST_TEST(cache.take(1) == nullptr);
    void* const small = new_block(17);
    cache.give(small, 17);
    BOOST_TEST(cache.take(16) == nullptr);
    BOOST_TEST(cache.take(33) == nullptr);
    BOOST_TEST(cache.take(32) == small); // as much as 17 was rounded up to
    BOOST_TEST(cache.take(32) == nullptr);
    std::free(small);
}

BOOST_AUTO_TEST_CASE(blocks_are_whole_when_they_are_taken) {
    block_cache cache;
    for (std::size_t size = 1; size <= block_cache::largest; ++size)
        cache.give(new_block(size), size);
    for (std::size_t size = block_cache::largest; size > 0; --size) {
        void* const taken = cache.take(size);
        BOOST_REQUIRE(taken);
        std::memset(taken, 'y', size);
        std::free(taken);
    }
}

BOOST_AUTO_TEST_CASE(no_more_than_so_many_of_a_size_are_kept) {
    block_cache cache;
    for (std::size_t i = 0; i < block_cache::most + 10; ++i)
        cache.give(new_block(100), 100);
    std::set<void*> taken;
    while (void* const block = cache.take(100))
        BOOST_REQUIRE(taken.insert(block).second);
    BOOST_TEST(taken.size() == block_cache::most);
    for (void* const block : taken)
        std::free(block);
}

BOOST_AUTO_TEST_CASE(what_was_taken_makes_room_for_another) {
    block_cache cache;
    for (std::size_t i = 0; i < 10 * block_cache::most; ++i) {
        cache.give(new_block(100), 100);
        void* const taken = cache.take(100);
        BOOST_REQUIRE(taken);
        std::free(taken);
    }
}

BOOST_AUTO_TEST_CASE(what_no_one_keeps_goes_back_at_once) {
    block_cache cache;
    cache.give(std::malloc(1), 0);
    BOOST_TEST(cache.take(0) == nullptr);
    cache.give(new_block(block_cache::largest + 1), block_cache::largest + 1);
    BOOST_TEST(cache.take(block_cache::largest + 1) == nullptr);
    BOOST_TEST(cache.take(~std::size_t{0}) == nullptr);
}

// The leak checker counts them.
BOOST_AUTO_TEST_CASE(what_is_kept_goes_when_it_is_cleared) {
    block_cache cache;
    for (int again = 0; again < 2; ++again) {
        for (std::size_t size = 1; size <= block_cache::largest; size += 7)
            cache.give(new_block(size), size);
        cache.clear();
        BOOST_TEST(cache.take(8) == nullptr);
    }
}

BOOST_AUTO_TEST_SUITE_END()
