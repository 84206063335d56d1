#include "made_up.hpp"
#include "report/charts/svg.hpp"
#include "report/html.hpp"
#include "report/report_page.hpp"
#include "report/stretches.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::report;

namespace {

constexpr const char* arabic = "\u062D\u0643\u0645-\u0636\u0639\u064A\u0641";
constexpr const char* hebrew = "\u05E9\u05D5\u05E4\u05D8";

std::string isolated_in(const std::string& text, const std::string& name) {
    std::string out = text;
    for (std::size_t at = 0; (at = out.find(name, at)) != out.npos; at += name.size() + 11)
        out.replace(at, name.size(), "<bdi>" + name + "</bdi>");
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(stretches)

// "[0.85 ,0.71] 0.78 NAME", and "is ahead of" before the name that is ahead.
BOOST_AUTO_TEST_CASE(isolate_names_in_words_that_run_left_to_right) {
    for (const std::string name : {arabic, hebrew})
        for (const std::string& text :
             {name + " 0.78 [0.71, 0.85], other 0.75", name + " is ahead of other by 0.03",
              "other is ahead of " + name + ", which " + name + "/" + name + " say", name,
              name + " 97 % of 3", "1. " + name + " (3 cases)", name + "nd, 2.5"})
            BOOST_TEST(in_our_words(text) == isolated_in(text, name));
}

BOOST_AUTO_TEST_CASE(hold_all_of_a_name) {
    for (const std::string& name : {std::string(arabic) + " " + hebrew, std::string(hebrew) + " 2",
                                    hebrew + std::string("-4.5"),
                                    arabic + std::string("…") + hebrew, arabic + std::string("…")})
        BOOST_TEST(in_our_words("On " + name + ", 5 entries") ==
                   "On <bdi>" + name + "</bdi>, 5 entries");
}

// What turns the direction, unseen, keeps it inside whatever else the words say.
BOOST_AUTO_TEST_CASE(leave_marks_of_direction_no_way_out) {
    BOOST_TEST(in_our_words("a \u202Eb") == "<bdi>a \u202Eb</bdi>");
    BOOST_TEST(in_our_words("\u5224\u65AD — 1") == "\u5224\u65AD — 1");
}

BOOST_AUTO_TEST_CASE(are_isolated_in_drawings) {
    BOOST_TEST(drawn_words(std::string("gpt-") + hebrew + ": too few <") ==
               "gpt-<tspan>" + std::string(hebrew) + "</tspan>: too few &lt;");
}

BOOST_AUTO_TEST_CASE(keep_the_limits_of_a_judge_of_such_a_name_in_order) {
    test::made_up_names names;
    names.good = arabic;
    names.study = hebrew;
    const std::string html = build_page(test::made_up_input(names)).html;
    BOOST_TEST(html.find("<li><bdi>" + names.good + "</bdi> is ahead of poor-judge by") !=
               html.npos);
    BOOST_TEST(html.find("<bdi>" + names.good + "</bdi> 0.") != html.npos);
    BOOST_TEST(html.find("<tspan>" + names.study + "</tspan></text>") != html.npos);
}

BOOST_AUTO_TEST_SUITE_END()
