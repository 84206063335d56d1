#include "dataset/splitter.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace preceptron::dataset;

BOOST_AUTO_TEST_SUITE(splitting_a_text)

using kind = split_step::kind;

// What the steps have found, of a text that comes in pieces.
std::vector<std::string> split(std::string_view text, std::size_t piece) {
    std::vector<std::string> found;
    splitter records;
    std::size_t taken = 0, given = 0;
    for (;;) {
        const std::string_view rest = text.substr(taken, given - taken);
        const split_step step = records.next(rest, given == text.size());
        switch (step.what) {
        case kind::record:
            found.emplace_back(rest.substr(step.begin, step.size));
            taken += step.taken;
            break;
        case kind::cut:
            BOOST_TEST_REQUIRE(given < text.size());
            given = std::min(given + piece, text.size());
            break;
        case kind::end:
            return found;
        case kind::flaw:
            found.push_back(std::to_string(taken + step.begin) + ": " + step.problem);
            return found;
        }
    }
}

BOOST_AUTO_TEST_CASE(a_text_may_come_in_pieces_of_any_size) {
    const std::string hard = R"({"a":"}],{[","b\"":"\\","c":"\\\"}","d":"\u00e9}"})";
    for (const std::string& text :
         {std::string("\xEF\xBB\xBF [ ] \n"), "[\n" + hard + " ,\r\n" + hard + ", {} ]\n\n",
          "\n\n" + hard + "  \r\n\n" + hard + "\n{}", "\xEF\xBB\xBF" + hard, std::string(" \n "),
          std::string("[{},]"), std::string("[{} {}]"), std::string("[{}] \n{}"),
          std::string("[{},7]"), std::string("[{\"a\":[1}"), std::string("{}\n{\"a\":\n1}\n"),
          std::string("id,grade and the other columns of a table"), std::string("[{}"),
          std::string("\xFF\xFE[\0]\0", 6)}) {
        const auto whole = split(text, text.size());
        for (std::size_t piece = 1; piece < text.size(); ++piece)
            BOOST_TEST_CONTEXT(text << " in pieces of " << piece)
        BOOST_TEST(split(text, piece) == whole, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(utf_16_is_told_by_its_name) {
    const std::string text("\xFE\xFF\0[\0{", 6);
    BOOST_TEST(split(text, text.size()).at(0) == "0: the file is UTF-16: save it as UTF-8");
}

BOOST_AUTO_TEST_CASE(nothing_is_decided_before_it_is_there) {
    for (const char* text : {"", "[", "[{}", "[{\"a\":1", "{\"a\":1}", "\xEF\xBB", "  "}) {
        splitter records;
        const split_step step = records.next(text, false);
        BOOST_TEST((step.what == kind::cut), text);
        BOOST_TEST(step.taken == 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
