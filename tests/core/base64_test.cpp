#include "core/base64.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

BOOST_AUTO_TEST_SUITE(base64)

BOOST_AUTO_TEST_CASE(the_examples_of_rfc_4648) {
    for (const auto& [plain, encoded] :
         {std::pair("", ""), {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="},
          {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}})
        BOOST_TEST(preceptron::base64(plain) == encoded);
}

BOOST_AUTO_TEST_CASE(long_text_stays_on_one_line) {
    const std::string text = preceptron::base64(std::string(300, '\xff'));
    BOOST_TEST(text == std::string(400, '/'));
}

BOOST_AUTO_TEST_SUITE_END()
