#include "dataset/gzip.hpp"
#include "gzip_text.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::dataset;

BOOST_AUTO_TEST_SUITE(gzip)

std::string unpacked(std::string_view compressed) {
    const auto plain = gunzip(compressed);
    BOOST_TEST_REQUIRE(plain.has_value());
    return std::string(plain->view());
}

BOOST_AUTO_TEST_CASE(the_magic_bytes_tell) {
    BOOST_TEST(is_gzip(gzip_text("")));
    BOOST_TEST(!is_gzip("[{}]"));
    BOOST_TEST(!is_gzip("\x1F"));
    BOOST_TEST(!is_gzip(""));
}

BOOST_AUTO_TEST_CASE(what_was_packed_comes_back) {
    for (const std::string& text : {std::string(), std::string("a"), std::string(5'000'000, 'x')})
        BOOST_TEST((unpacked(gzip_text(text)) == text));
}

BOOST_AUTO_TEST_CASE(members_follow_one_another) {
    BOOST_TEST(unpacked(gzip_text("one ") + gzip_text("") + gzip_text("two")) == "one two");
    BOOST_TEST(unpacked(gzip_text("padded") + std::string(512, '\0')) == "padded");
}

BOOST_AUTO_TEST_CASE(a_cut_at_any_byte_is_an_error) {
    const std::string whole = gzip_text("some text that is long enough to be worth it, some text");
    for (std::size_t length = 2; length < whole.size(); ++length) {
        const auto cut = gunzip(whole.substr(0, length));
        BOOST_TEST_REQUIRE(cut.has_error());
        BOOST_TEST((cut.error().code == errc::bad_dataset));
    }
    BOOST_TEST(gunzip(gzip_text("one") + whole.substr(0, whole.size() - 1)).has_error());
}

BOOST_AUTO_TEST_CASE(damage_is_an_error) {
    const std::string whole = gzip_text(std::string(1000, 'a') + "some text");
    for (const std::size_t at : {whole.size() - 1, whole.size() - 5, whole.size() / 2}) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        BOOST_TEST(gunzip(damaged).has_error());
    }
    BOOST_TEST(gunzip(whole + "trailing").has_error());
}

BOOST_AUTO_TEST_SUITE_END()
