#include "provider/json_fields.hpp"
#include "provider/json_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <iterator>
#include <string>

using namespace preceptron;
using provider::find_array;
using provider::find_member;
using provider::find_number;
using provider::find_object;
using provider::find_string;

BOOST_AUTO_TEST_SUITE(json_reader)

BOOST_AUTO_TEST_CASE(one_reader_reads_many_texts) {
    provider::json_reader reader;
    for (std::size_t i = 0; i < 1000; ++i) {
        const std::string long_one(i * 10, 'x');
        const std::string text = "[" + std::to_string(i) + ",\"" + long_one + "\"]";
        const auto* const value = reader.read(text);
        BOOST_REQUIRE(value);
        BOOST_REQUIRE(value->begin()->number() == static_cast<double>(i));
        BOOST_REQUIRE(std::next(value->begin())->text() == long_one);
        BOOST_REQUIRE(!reader.read("[1,"));
    }
}

BOOST_AUTO_TEST_CASE(a_text_is_read_as_it_nests) {
    provider::json_reader reader;
    const std::string text =
        R"({"a":{"b":[],"c":{}},"list":[1,[2,[3]],{"d":"e"},"f",null,true],)"
        R"("plain":"as it is","esc\u0061ped":"\u00e9\n\ud83d\ude00!","z":"\t",)"
        R"("twice":1,"twice":"two","n":-2.5e1,"u":18446744073709551615})";
    const auto* const root = reader.read(text);
    BOOST_REQUIRE(root);
    const auto* const a = find_object(*root, "a");
    BOOST_REQUIRE(a);
    BOOST_TEST(find_array(*a, "b")->empty());
    BOOST_TEST(find_object(*a, "c")->empty());
    BOOST_TEST(!find_member(*a, "list"));
    const auto* const list = find_array(*root, "list");
    BOOST_REQUIRE(list);
    BOOST_TEST(std::distance(list->begin(), list->end()) == 6);
    BOOST_TEST(find_string(*std::next(list->begin(), 2), "d") == "e");
    BOOST_TEST(std::next(list->begin(), 3)->text() == "f");
    BOOST_TEST(!find_member(*list, "")); // an array has no members
    BOOST_TEST(find_string(*root, "plain") == "as it is");
    BOOST_TEST((find_string(*root, "plain").data() == text.data() + text.find("as it is")));
    BOOST_TEST(find_string(*root, "escaped") == "\u00e9\n\U0001F600!");
    BOOST_TEST(find_string(*root, "z") == "\t");
    BOOST_TEST(find_string(*root, "twice") == "two"); // the later one, as other readers have it
    BOOST_TEST(find_string(*root, "n").empty());
    BOOST_TEST(find_number(*root, "n").value() == -25.0);
    BOOST_TEST(find_number(*root, "u").value() == 18446744073709551615.0);
    BOOST_TEST(!find_number(*root, "plain"));
}

BOOST_AUTO_TEST_CASE(escapes_of_any_number_stay_where_they_are) {
    provider::json_reader reader;
    std::string text = "[";
    for (int i = 0; i < 300; ++i)
        text += (i == 0 ? "\"" : ",\"") + std::string(static_cast<std::size_t>(i), 'y') + "\\\"\"";
    text += "]";
    const auto* const list = reader.read(text);
    BOOST_REQUIRE(list);
    std::size_t i = 0;
    for (const auto& element : *list)
        BOOST_REQUIRE(element.text() == std::string(i++, 'y') + '"');
    BOOST_TEST(i == 300u);
}

BOOST_AUTO_TEST_CASE(a_text_of_very_many_values_is_refused) {
    const auto list = [](std::size_t values) {
        std::string text = "[0";
        for (std::size_t i = 1; i < values; ++i)
            text += ",0";
        return text + "]";
    };
    provider::json_reader reader;
    BOOST_TEST(reader.read(list(provider::json_tree::most_nodes - 1)));
    for (const char* value : {"0", "\"x\"", "null", "true", "1.5", "[]", "{}"}) {
        std::string text = list(provider::json_tree::most_nodes - 1);
        text.back() = ',';
        BOOST_TEST(!reader.read(text + value + "]"), value);
        BOOST_TEST(reader.too_many());
        BOOST_TEST(!reader.read("[0,"));
        BOOST_TEST(!reader.too_many());
    }
    BOOST_TEST(reader.read("{}"));
}

BOOST_AUTO_TEST_CASE(of_tokens_probabilities_nothing_is_kept) {
    provider::json_reader reader;
    const std::string token =
        R"({"token":"x\n","logprob":-1.5,"bytes":[1,2],"is":true,"no":null,"top_logprobs":[{}]})";
    std::string list = token;
    for (std::size_t i = 0; i < provider::json_tree::most_nodes / 4; ++i)
        list += "," + token;
    for (const char* name : {"logprobs", "prompt_logprobs", "prompt_token_ids"}) {
        const std::string text = R"({"a":1,")" + std::string(name) + R"(":{"content":[)" + list +
                                 R"(]},"b":["c"],"logprobs":null,"d\n":"e\n"})";
        const auto* const root = reader.read(text);
        BOOST_REQUIRE(root);
        BOOST_TEST(std::distance(root->begin(), root->end()) == 5);
        BOOST_TEST(find_number(*root, "a").value() == 1);
        BOOST_TEST(find_member(*root, name)->empty());
        BOOST_TEST(find_array(*root, "b")->begin()->text() == "c");
        BOOST_TEST(find_string(*root, "d\n") == "e\n");
    }
    BOOST_TEST(!reader.read(R"({"logprobs":[[1,2},{"a":1}})"));
    BOOST_TEST(std::next(reader.read(R"([1,{"a":2}])")->begin())->if_object());
}

BOOST_AUTO_TEST_CASE(a_long_text_leaves_memory_to_give_back) {
    provider::json_reader reader;
    BOOST_REQUIRE(reader.read(R"({"choices":[{"delta":{"content":"a\tb"}}]})"));
    BOOST_TEST(!reader.large());
    std::string text = "[0";
    for (int i = 0; i < 2000; ++i)
        text += ",0";
    BOOST_REQUIRE(reader.read(text + "]"));
    BOOST_TEST(reader.large());
}

BOOST_AUTO_TEST_SUITE_END()
