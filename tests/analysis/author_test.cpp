#include "analysis/author.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron::analysis;

namespace {

void check_all(author expected, std::initializer_list<const char*> names) {
    for (const char* const name : names)
        BOOST_TEST(to_string(author_named(name)) == to_string(expected), name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(authors)

BOOST_AUTO_TEST_CASE(are_told_by_whole_words_in_any_case) {
    check_all(author::human,
              {"physician", "Physician", "Attending physician", "Clinician A", "medical student",
               "physician-001", "RESIDENT2", "residents", "human_baseline", "physician + resident",
               "Physicians 1 and 2", "physician with conventional resources"});
    check_all(author::llm,
              {"gpt-4", "GPT4o", "o1-preview", "humanity-llm", "meta-llama/Llama-3-70b",
               "openai/o3-mini", "claude-3.5-sonnet", "qwen2.5", "gpt-4 + claude"});
    check_all(author::human_with_llm, {"physician+gpt-4", "GPT-4 + Physician",
                                       "Residents with ChatGPT", "AI-assisted clinician"});
}

BOOST_AUTO_TEST_CASE(are_human_without_an_llm) {
    check_all(author::human, {"without AI", "no AI", "No-LLM", "physician without AI", "non-AI arm",
                              "clinician, no GPT-4", "Residents without access to ChatGPT",
                              "physician without AI + student"});
    check_all(author::llm, {"AI", "GPT-4 without physician", "no 4 GPT"});
    check_all(author::human_with_llm, {"with AI + without AI", "no AI + AI"});
    check_all(author::other, {"without", "no", "GPT-4 without GPT-4o"});
}

BOOST_AUTO_TEST_CASE(are_a_group_of_their_own_when_the_name_does_not_say) {
    check_all(author::other, {"", "X", "12", "humanity", "Dr. Smith", "gpt physician",
                              "physician + search", "o12", "physicianlike"});
}

BOOST_AUTO_TEST_CASE(are_listed_a_few_of_each_group) {
    BOOST_TEST(
        text_of({{author::llm, {"a", "b"}}, {author::other, {"1", "2", "3", "4", "5", "6"}}}) ==
        "LLM: a, b; other: 1, 2, 3, 4, 5 and 1 more");
}

BOOST_AUTO_TEST_SUITE_END()
