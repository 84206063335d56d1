#include "benchmark/field_names.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace preceptron;

BOOST_AUTO_TEST_SUITE(names_of_fields)

BOOST_AUTO_TEST_CASE(are_told_as_in_a_sentence) {
    BOOST_TEST(field_names(R"({"qid": 1, "answer": {"id": 2}, "score": 3})") ==
               "qid, answer and score");
    BOOST_TEST(field_names("{}").empty());
    BOOST_TEST(field_names("[1]").empty());
}

BOOST_AUTO_TEST_CASE(of_many_the_first_are_told) {
    std::string record = "{";
    for (int i = 1; i <= 12; ++i)
        record += (i > 1 ? ", \"f" : "\"f") + std::to_string(i) + "\": 0";
    BOOST_TEST(field_names(record + "}") == "f1, f2, f3, f4, f5, f6, f7, f8, f9, f10 and others");
}

BOOST_AUTO_TEST_SUITE_END()
