#include "core/plain_run.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(plain_runs)

BOOST_AUTO_TEST_CASE(a_run_ends_at_what_json_does_not_hold_as_it_is) {
    for (int byte = 0; byte < 256; ++byte) {
        const bool plain = byte >= 0x20 && byte <= 0x7F && byte != '"' && byte != '\\';
        // In a block, at its end, and in the rest behind the last block.
        for (const std::size_t before : {0, 1, 15, 16, 17, 31, 40}) {
            std::string text(45, 'x');
            text[before] = static_cast<char>(byte);
            BOOST_TEST_CONTEXT("byte " << byte << " at " << before)
            BOOST_TEST(plain_run(text) == (plain ? text.size() : before));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_short_text_is_plain_if_each_of_its_bytes_is) {
    for (std::size_t size = 0; size <= 32; ++size) {
        BOOST_TEST(short_and_plain(std::string(size, 'x')), "size " << size);
        for (std::size_t at = 0; at < size; ++at)
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(size, 'x');
                text[at] = static_cast<char>(byte);
                const bool plain = byte >= 0x20 && byte <= 0x7F && byte != '"' && byte != '\\';
                if (short_and_plain(text) != plain)
                    BOOST_ERROR("byte " << byte << " at " << at << " of " << size);
            }
    }
    BOOST_TEST(!short_and_plain(std::string(33, 'x')));
}

BOOST_AUTO_TEST_CASE(a_short_text_is_copied_and_nothing_behind_it) {
    for (std::size_t size = 0; size <= short_text; ++size) {
        std::string text(size, 'x');
        for (std::size_t i = 0; i < size; ++i)
            text[i] = static_cast<char>('A' + i);
        std::string copy(short_text + 1, '-');
        BOOST_TEST((copy_short(text, copy.data()) == copy.data() + size));
        BOOST_TEST(copy == text + std::string(copy.size() - size, '-'));
    }
}

BOOST_AUTO_TEST_CASE(a_text_without_a_block_has_a_run) {
    BOOST_TEST(plain_run("") == 0u);
    BOOST_TEST(plain_run("plain") == 5u);
    BOOST_TEST(plain_run(std::string("ab\0cd", 5)) == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
