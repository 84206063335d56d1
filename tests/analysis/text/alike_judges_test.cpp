// Judges that the data do not tell apart have one sentence, and it claims no more than they allow.
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/alike_judges.hpp"
#include "analysis/text/headline_text.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// Of so many judges, "a" the best, each a little worse than the one before it.
report of_judges(std::size_t n) {
    std::vector<results::rating_row> rows;
    for (std::size_t j = 0; j < n; ++j)
        for (int i = 0; i < 72; ++i) {
            results::rating_row r;
            r.id = std::to_string(i);
            r.case_id = std::to_string(i / 6);
            r.task = "task";
            r.judge = std::string(1, static_cast<char>('a' + j));
            r.max_score = 5.0;
            r.grade = i % 6;
            r.score = static_cast<std::size_t>((5 * i) % 72) < 4 * j ? 5 - i % 6 : i % 6;
            rows.push_back(r);
        }
    return analyse(results::arrange_ratings(rows).value(), {}, {}, {}, quick());
}

struct made_lead {
    agreement::interval_estimate interval = agreement::between(-0.1, 0.12);
    double p = 0.6;
};
const made_lead open{}, sure{agreement::between(0.1, 0.3), 0.001},
    by_chance{agreement::between(0.01, 0.3), 0.2},
    unknown{agreement::no_interval("one case only"), 1};

// With these leads of the first over the second, whatever the ratings say.
report with_leads(std::size_t judges, const std::function<made_lead(char, char)>& lead) {
    report r = of_judges(judges);
    for (macro_difference& d : r.macro_differences) {
        const bool turned = d.a > d.b;
        const made_lead made = lead(std::min(d.a[0], d.b[0]), std::max(d.a[0], d.b[0]));
        d.difference.value = agreement::defined(0.02);
        d.difference.interval = made.interval;
        if (turned)
            d.difference = analysis::turned(d.difference);
        d.adjusted_p = made.p;
        d.can_be_significant = true;
    }
    return r;
}

std::size_t count(const std::vector<std::string>& sentences, std::string_view part) {
    return static_cast<std::size_t>(
        std::ranges::count_if(sentences, [&](const auto& s) { return s.find(part) != s.npos; }));
}

const std::string any_two = ": of any two of them, 0 is among the differences that the data allow.";

} // namespace

BOOST_AUTO_TEST_SUITE(judges_alike)

BOOST_AUTO_TEST_CASE(all_of_many_have_one_sentence) {
    const auto words = plain_words(with_leads(8, [](char, char) { return open; }));
    BOOST_TEST(has(words, "These data do not tell apart the 8 judges" + any_two));
    BOOST_TEST(count(words, "is ahead of") == 0u);
    BOOST_TEST(count(words, "do not tell") == 1u);
    BOOST_TEST(has(words, "Highest: a."));
}

BOOST_AUTO_TEST_CASE(two_or_three_have_a_sentence_for_each_two) {
    for (const std::size_t n : {2U, 3U}) {
        const auto words = plain_words(with_leads(n, [](char, char) { return open; }));
        BOOST_TEST(count(words, "is ahead of") == 2 * n - 3); // and the highest of the last
        BOOST_TEST(!has(words, "tell apart"));
    }
}

BOOST_AUTO_TEST_CASE(who_is_surely_ahead_or_behind_is_said_as_before) {
    const auto words = plain_words(
        with_leads(5, [](char a, char b) { return a == 'a' || b == 'e' ? sure : open; }));
    BOOST_TEST(has(words, "Best: a."));
    BOOST_TEST(has(words, "a is ahead of b by 0.02, and the data allow 0.10 to 0.30: 0 is not"));
    BOOST_TEST(has(words, "These data do not tell apart b, c and d" + any_two));
    BOOST_TEST(has(words, "d is ahead of e by 0.02, and the data allow 0.10 to 0.30: 0 is not"));
    BOOST_TEST(count(words, "is ahead of") == 2u);
}

// b is not told from c, nor c from d: but b is surely ahead of d.
BOOST_AUTO_TEST_CASE(only_those_no_two_of_whom_are_apart_stand_together) {
    const auto words =
        plain_words(with_leads(6, [](char a, char b) { return b - a > 2 ? sure : open; }));
    for (const char* const who : {"a, b and c", "b, c and d", "c, d and e", "d, e and f"})
        BOOST_TEST(has(words, "tell apart " + std::string(who) + any_two), who);
    BOOST_TEST(count(words, "tell apart") == 4u);
    const auto chain =
        plain_words(with_leads(4, [](char a, char b) { return b - a > 1 ? sure : open; }));
    BOOST_TEST(!has(chain, "tell apart"));
    BOOST_TEST(count(chain, "0 is among them") == 3u);
}

BOOST_AUTO_TEST_CASE(of_more_than_a_few_the_number_is_said_and_who_is_not_among_them) {
    const auto near = [](char a, char) { return a == 'a' ? sure : open; };
    BOOST_TEST(has(plain_words(with_leads(7, near)),
                   "tell apart 6 of the 7 judges (all but a)" + any_two));
    const auto words = plain_words(
        with_leads(10, [](char a, char b) { return a < 'c' || b > 'h' ? sure : open; }));
    BOOST_TEST(has(words, "tell apart 6 of the 10 judges (from c to h by comparisons won)"));
}

BOOST_AUTO_TEST_CASE(an_interval_without_0_is_not_said_to_have_it) {
    const auto words =
        plain_words(with_leads(4, [](char a, char) { return a == 'a' ? by_chance : open; }));
    BOOST_TEST(has(words,
                   "These data do not tell apart a, b, c and d: of any two of them, 0 is among "
                   "the differences that the data allow, or p, by Holm, is above .05."));
    const auto none = plain_words(with_leads(4, [](char, char) { return by_chance; }));
    BOOST_TEST(has(none, "d: of any two of them, p, by Holm, is above .05."));
    report few = with_leads(4, [](char, char) { return by_chance; });
    for (macro_difference& d : few.macro_differences)
        d.can_be_significant = false;
    BOOST_TEST(has(plain_words(few), "of any two of them, there are too few cases or replicates"));
}

BOOST_AUTO_TEST_CASE(what_keeps_the_highest_from_being_the_best_is_one_sentence_too) {
    const auto words = plain_words(with_leads(
        6, [](char a, char b) { return b - a == 1 || (a != 'a' && b - a == 2) ? sure : open; }));
    BOOST_TEST(has(words, "Highest: a."));
    BOOST_TEST(has(words,
                   "These data do not tell a from c, d, e and f: of a and any of these, 0 is "
                   "among the differences that the data allow."));
}

BOOST_AUTO_TEST_CASE(where_nothing_says_how_sure_it_is_one_sentence_says_so) {
    const auto words = plain_words(with_leads(5, [](char, char) { return unknown; }));
    BOOST_TEST(has(words,
                   "Of a, b, c, d and e it cannot be said how surely any two differ: one case "
                   "only."));
    BOOST_TEST(count(words, "cannot be said") == 1u);
}

BOOST_AUTO_TEST_CASE(judges_that_scored_other_entries_are_compared_on_those_of_both) {
    report r = with_leads(4, [](char, char) { return open; });
    r.macro_differences[0].n -= 10;
    BOOST_TEST(has(plain_words(r), "a, b, c and d: of any two of them, on the entries that both "
                                   "scored, 0 is among"));
}

BOOST_AUTO_TEST_CASE(equals_are_not_told_apart) {
    report r = with_leads(4, [](char, char) { return open; });
    for (macro_difference& d : r.macro_differences)
        if (d.a == "c" && d.b == "d")
            d.difference.value = agreement::defined(0);
    BOOST_TEST(has(plain_words(r),
                   "a, b, c and d: of any two of them, both agree with the physicians "
                   "to the same degree, or 0 is among the differences"));
}

BOOST_AUTO_TEST_SUITE_END()
