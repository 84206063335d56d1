#include "core/hash.hpp"

#include <boost/test/unit_test.hpp>

#include <numeric>
#include <string>
#include <vector>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(hash)

// FIPS 180-2, appendix B.1.
BOOST_AUTO_TEST_CASE(sha256_of_abc) {
    BOOST_TEST(to_hex(sha256_of("abc")) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(fields_do_not_run_together) {
    const auto a = sha256().add_field("ab").add_field("c").finish();
    const auto b = sha256().add_field("a").add_field("bc").finish();
    BOOST_TEST(to_hex(a) != to_hex(b));
}

BOOST_AUTO_TEST_CASE(a_field_is_its_length_and_its_bytes) {
    std::vector<std::size_t> lengths(200);
    std::iota(lengths.begin(), lengths.end(), std::size_t{0});
    lengths.insert(lengths.end(), {255, 256, 257, 70'000});
    for (const std::size_t length : lengths) {
        const std::string field(length, 'x');
        std::string framed(8, '\0');
        for (std::size_t i = 0; i < 8; ++i)
            framed[i] = static_cast<char>(length >> 8 * i & 0xFF);
        framed += field;
        BOOST_REQUIRE(to_hex(sha256().add_field(field).finish()) == to_hex(sha256_of(framed)));
    }
}

BOOST_AUTO_TEST_CASE(raw_pieces_equal_the_whole) {
    BOOST_TEST(to_hex(sha256().add_raw("a").add_raw("bc").finish()) == to_hex(sha256_of("abc")));
}

BOOST_AUTO_TEST_SUITE_END()
