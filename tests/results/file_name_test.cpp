#include "results/file_name.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::results;

BOOST_AUTO_TEST_SUITE(file_names)

BOOST_AUTO_TEST_CASE(plain_names_stay) {
    BOOST_TEST(result_file_name("gpt-4o", "cpc_bond") == "gpt-4o_cpc_bond.json");
}

BOOST_AUTO_TEST_CASE(everything_else_is_percent_encoded) {
    BOOST_TEST(encode_file_name("org/model:free") == "org%2Fmodel%3Afree");
    BOOST_TEST(encode_file_name("../evil") == "..%2Fevil");
    BOOST_TEST(encode_file_name("100% \xC3\xA9\n") == "100%25%20%C3%A9%0A");
    BOOST_TEST(encode_file_name(std::string_view("a\0b", 3)) == "a%00b");
}

BOOST_AUTO_TEST_CASE(no_name_is_a_folder) {
    BOOST_TEST(encode_file_name(".") == "%2E");
    BOOST_TEST(encode_file_name("..") == "%2E%2E");
    BOOST_TEST(encode_file_name(".hidden") == ".hidden");
}

BOOST_AUTO_TEST_CASE(a_judge_is_named_by_what_stands_before_the_task) {
    BOOST_TEST(judge_of_file_name("gpt-4o_cpc_bond", "cpc_bond").value_or("") == "gpt-4o");
    for (const char* stem : {"_cpc_bond", "cpc_bond", "gpt-4o", ""})
        BOOST_TEST(!judge_of_file_name(stem, "cpc_bond").has_value(), stem);
    BOOST_TEST(!judge_of_file_name("gpt-4o_", "").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
