#include "simulator/key_words.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::simulator;

namespace {

std::string stems(std::string_view text) {
    std::string joined;
    const key_words words(text);
    for (const auto& word : words)
        joined.append(joined.empty() ? "" : " ").append(word.stem);
    return joined;
}

} // namespace

BOOST_AUTO_TEST_SUITE(simulator_key_words)

BOOST_AUTO_TEST_CASE(keeps_what_carries_meaning_once) {
    BOOST_TEST(stems("The liver, and the LIVER of a patient") == "liver patient");
    BOOST_TEST(stems("Wilson's disease") == "diseas wilson");
    BOOST_TEST(stems("CD4 < 200") == "200 cd4");
    BOOST_TEST(stems(" ,;\n ") == "");
}

BOOST_AUTO_TEST_CASE(joins_the_forms_of_a_word) {
    for (const auto& [one, other] :
         {std::pair("biopsy", "biopsies"), std::pair("diagnosis", "diagnoses"),
          std::pair("elevated", "elevate"), std::pair("lesion", "lesions"),
          std::pair("bleed", "bleeding"), std::pair("clinic", "clinical")})
        BOOST_TEST(stem_of(one) == stem_of(other));
    BOOST_TEST(stem_of("weakness") == "weakness");
    BOOST_TEST(stem_of("gas") == "gas");
}

BOOST_AUTO_TEST_CASE(tells_which_words_another_text_has) {
    const key_words words("Elevated ferritin, fever and 3C");
    std::string listed;
    for (const auto& word : words)
        listed.append(word.text).append(" ");
    BOOST_TEST(listed == "3c elevated ferritin fever ");
    using flags = std::vector<bool>;
    BOOST_TEST(
        (words.found_in("FEVERS, elevation; elevates: 3c") == flags{true, true, false, true}));
    BOOST_TEST((words.found_in("fe fer ferr ferritins") == flags{false, false, true, false}));
    BOOST_TEST((words.found_in("") == flags(4)));
    BOOST_TEST(key_words("").found_in("fever").empty());
}

BOOST_AUTO_TEST_CASE(does_not_break_words_at_letters_beyond_ascii) {
    BOOST_TEST(stems("M\xC3\xA9ni\xC3\xA8re") == "m\xC3\xA9ni\xC3\xA8r");
}

BOOST_AUTO_TEST_SUITE_END()
