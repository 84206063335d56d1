// Tables and sentences in a terminal's width, with names that are long and nearly alike.
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/detail_text.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/markdown.hpp"
#include "core/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <sstream>
#include <string>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

const std::string long_name =
    "openrouter-meta-llama-llama-4-maverick-17b-128e-instruct-2026-09-30-reasoning-";
const std::string long_task =
    "management_reasoning_of_the_second_annotation_round_of_the_multicentre_study_";

// Judges and tasks that differ at their ends alone; each judge twice.
report of_long_names() {
    std::vector<results::rating_row> rows;
    for (const char* const task : {"first", "second"})
        for (const bool low : {true, false})
            for (int i = 0; i < 90; ++i)
                for (const char* const epoch : {"0", "1"}) {
                    results::rating_row r;
                    r.id = task + std::to_string(i);
                    r.case_id = task + std::to_string(i / 6);
                    r.task = long_task + task;
                    r.study = "a-study-with-a-name-of-some-length-synthetic";
                    r.model = (const char*[]){"gpt-4", "llama-3-70b", "physician+gpt-4"}[i % 3];
                    r.judge = long_name + (low ? "low" : "high");
                    r.epoch = epoch;
                    r.max_score = 10.0;
                    r.grade = i % 7;
                    r.score = low ? i % 7 + (i % 5 == 0 ? 1 : 0) : (i * 5) % 9;
                    rows.push_back(r);
                }
    settings s = quick();
    return analyse(results::arrange_ratings(rows).value(), {}, {}, {}, s);
}

// Lines that are wider than `columns`; sentences and headings have names whole.
std::string too_wide(const std::string& text, std::size_t columns) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);)
        if (count_characters(line) > columns && line.find(long_name) == line.npos &&
            line.find(long_task) == line.npos)
            out += line + "\n";
    return out;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

// Names of judges that were cut.
std::set<std::string> shown_judges(const std::string& text) {
    std::set<std::string> out;
    std::istringstream words(text);
    for (std::string word; words >> word;)
        if (word.starts_with("op") && word.find("…") != word.npos)
            out.insert(word);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(widths)

BOOST_AUTO_TEST_CASE(every_table_keeps_to_the_columns) {
    const report r = of_long_names();
    for (const std::size_t columns : {80U, 120U, 60U}) {
        BOOST_TEST(too_wide(headline_text(r, columns), columns) == "");
        BOOST_TEST(too_wide(detail_text(r, columns), columns) == "");
    }
}

BOOST_AUTO_TEST_CASE(names_that_differ_at_their_ends_stay_different) {
    const report r = of_long_names();
    const std::string details = detail_text(r, 80);
    for (const char* const title : {"Judge against judge", "Where the errors come from",
                                    "Does a judge give the same score twice?"}) {
        const std::size_t at = details.find(title);
        BOOST_REQUIRE_MESSAGE(at != details.npos, title);
        const std::string section = details.substr(at, 2500);
        const bool whole = section.find(long_name + "low") != section.npos &&
                           section.find(long_name + "high") != section.npos;
        BOOST_TEST((whole || shown_judges(section).size() >= 2U), section);
    }
    for (const std::size_t columns : {80U, 120U}) {
        const std::string headline = headline_text(r, columns);
        BOOST_TEST(shown_judges(headline.substr(0, headline.find("In plain words"))).size() >= 2U);
    }
    BOOST_TEST(has(plain_words(r), "Best: " + long_name + "low."));
}

BOOST_AUTO_TEST_CASE(markdown_has_names_whole) {
    const std::string text = markdown(of_long_names(), true);
    for (const char* const end : {"low |", "high |"})
        BOOST_TEST(count(text, long_name + end) >= 8U);
    BOOST_TEST(text.find("…") == text.npos);
}

// "The vignette's own figures" were everybody's, and "within%" was "within tolerance, %" elsewhere.
BOOST_AUTO_TEST_CASE(tables_and_columns_have_the_same_names_everywhere) {
    const report r = analyse(made_up(20), {}, {}, {}, quick());
    const std::string title = "Cohen's kappa, Pearson's r and MAE of the points as they are";
    BOOST_TEST(title.size() <= 60u);
    for (const std::string& text :
         {headline_text(r, 60), headline_text(r, 80), headline_text(r, 120), markdown(r, true)}) {
        BOOST_TEST(count(text, "\n" + title) == 1u, text);
        BOOST_TEST(count(text, "within tol., %") == 1u, text);
    }
    const std::string crowded = headline_text(of_long_names(), 80); // heads in lines
    BOOST_TEST(count(crowded, "within ") + count(crowded, "within\n") >= 1u, crowded);
    BOOST_TEST(count(crowded, "within%") == 0u, crowded);
}

BOOST_AUTO_TEST_CASE(swapped_systems_stand_beneath_their_row) {
    const std::string text = detail_text(of_long_names(), 80);
    BOOST_TEST(text.find("\n    swapped: ") != text.npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
