#include "core/crc32c.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(checksum)

// RFC 3720, appendix B.4.
BOOST_AUTO_TEST_CASE(known_vectors) {
    BOOST_TEST(crc32c(std::string(32, '\0')) == 0x8A9136AAU);
    BOOST_TEST(crc32c(std::string(32, '\xFF')) == 0x62A8AB43U);
    std::string rising;
    for (char c = 0; c < 32; ++c)
        rising += c;
    BOOST_TEST(crc32c(rising) == 0x46DD794EU);
    BOOST_TEST(crc32c("123456789") == 0xE3069283U);
    BOOST_TEST(crc32c("") == 0U);
}

BOOST_AUTO_TEST_CASE(the_fast_form_equals_the_portable_one) {
    std::mt19937 random(1);
    std::string bytes(8000, '\0'); // more than two blocks of three streams
    for (char& c : bytes)
        c = static_cast<char>(random());
    for (std::size_t begin = 0; begin < 9; ++begin)
        for (std::size_t n = 0; begin + n <= bytes.size(); n += n < 400 ? 1 : 53) {
            const auto part = std::string_view(bytes).substr(begin, n);
            BOOST_REQUIRE(crc32c(part) == crc32c_portable(part));
        }
}

BOOST_AUTO_TEST_SUITE_END()
