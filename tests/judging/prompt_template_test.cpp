#include "judging/prompt_template.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::judging;

BOOST_AUTO_TEST_SUITE(prompt_templates)

// "literal<name,name>literal<>" of what was parsed.
std::string shape(std::string text) {
    std::vector<template_flaw> flaws;
    const prompt_template made = parse_prompt_template(std::move(text), flaws);
    BOOST_TEST(flaws.empty());
    std::string seen;
    for (const auto& piece : made.pieces) {
        seen += piece.literal + "<";
        for (std::size_t i = 0; i < piece.names.size(); ++i)
            seen += (i ? "," : "") + piece.names[i];
        seen += ">";
    }
    return seen;
}

BOOST_AUTO_TEST_CASE(places_and_text_alternate) {
    BOOST_TEST(shape("") == "<>");
    BOOST_TEST(shape("no place") == "no place<>");
    BOOST_TEST(shape("a {{b}} c") == "a <b> c<>");
    BOOST_TEST(shape("{{a}}{{b_2}}") == "<a><b_2><>");
    BOOST_TEST(shape("{{ a }} {{a|b}} {{ a | b | c }}") == "<a> <a,b> <a,b,c><>");
}

BOOST_AUTO_TEST_CASE(single_braces_are_text) {
    BOOST_TEST(shape("{\"score\": {\"a\": 1}}") == "{\"score\": {\"a\": 1}}<>");
    BOOST_TEST(shape("a } b }} c { d") == "a } b }} c { d<>");
}

BOOST_AUTO_TEST_CASE(white_space_at_the_end_is_dropped) {
    BOOST_TEST(shape(" a {{b}} c \n\n") == " a <b> c<>");
}

BOOST_AUTO_TEST_CASE(what_is_no_placeholder_is_a_flaw_with_its_place) {
    std::vector<template_flaw> flaws;
    parse_prompt_template("{{ok}} {{}} {{a b}} {{a|}} {{ok}} {{\"x\": 1}} {{open", flaws);
    BOOST_TEST_REQUIRE(flaws.size() == 5U);
    const std::size_t places[] = {1, 2, 3, 5, 6};
    for (std::size_t i = 0; i < 5; ++i)
        BOOST_TEST(flaws[i].place == places[i]);
    BOOST_TEST(flaws[1].what == "\"{{a b\" is no placeholder: write {{name}} or {{name|other}}");
}

BOOST_AUTO_TEST_CASE(fields_are_found_by_name) {
    std::vector<template_flaw> flaws;
    const prompt_template made = parse_prompt_template("x {{a|b}} {{c}}", flaws);
    for (const char* name : {"a", "b", "c"})
        BOOST_TEST(made.names_field(name));
    BOOST_TEST(!made.names_field("x"));
}

BOOST_AUTO_TEST_SUITE_END()
