// What is said of resampling is what was done.
#include "analysis/export/analysis_json.hpp"
#include "analysis/made_up_ratings.hpp"
#include "analysis/text/headline_text.hpp"
#include "analysis/text/resampling.hpp"
#include "analysis/text/sections.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::analysis;
using namespace preceptron::tests;

namespace {

// One judge, so that no p is drawn, and no systems.
report of_one_judge(int cases, const settings& s) {
    results::ratings all = made_up(cases);
    all.tasks[0].ratings.judges.pop_back();
    all.tasks[0].repeats.pop_back();
    all.tasks[0].ratings.models.clear();
    return analyse(std::move(all), {}, {}, {}, s);
}

std::vector<std::vector<std::uint32_t>> fixed_draws(std::uint32_t cases) {
    std::vector<std::uint32_t> all, some;
    for (std::uint32_t c = 0; c < cases; ++c) {
        all.push_back(c);
        some.push_back(c / 2);
    }
    return {all, some};
}

} // namespace

BOOST_AUTO_TEST_SUITE(sentences_about_resampling)

BOOST_AUTO_TEST_CASE(replicates_are_told_where_some_were_drawn) {
    settings s = quick();
    BOOST_TEST(has(footnotes(of_one_judge(45, s)), "(bca), seed 1, 200 replicates where"));
    BOOST_TEST(!has(footnotes(of_one_judge(20, s)), "replicates")); // jackknife
    s.intervals = interval_choice::percentile;
    BOOST_TEST(!has(footnotes(of_one_judge(6, s)), "replicates")); // enumerated
    s.resamples = {fixed_draws(20)};
    const auto notes = footnotes(of_one_judge(20, s));
    BOOST_TEST(has(notes, "(percentile), seed 1, 2 given resamples of 20 cases"));
    BOOST_TEST(!has(notes, "replicates"));
}

BOOST_AUTO_TEST_CASE(methods_are_told_once_and_none_is_no_method) {
    settings s = quick();
    s.intervals = interval_choice::percentile;
    report r = of_one_judge(20, s);
    const report few = of_one_judge(6, s);
    r.cells.push_back(few.cells[0]);
    BOOST_TEST(has(footnotes(r), "by case (percentile; enumerated up to 7 cases), seed 1, "));
    BOOST_TEST(has(footnotes(of_one_judge(1, s)),
                   "Intervals of judges on tasks: there are none; seed 1."));
}

BOOST_AUTO_TEST_CASE(judges_without_case_ids_are_exchanged_entry_by_entry) {
    report r;
    r.pairs.emplace_back();
    BOOST_TEST(has(pairs_section(r).remarks, "exchanged case by case, all 2^C ways"));
    r.pairs[0].cases_known = false;
    BOOST_TEST(has(pairs_section(r).remarks, "exchanged entry by entry, all 2^n ways up to 16"));
}

BOOST_AUTO_TEST_CASE(resamples_that_fit_no_task_are_said_not_to_be_used) {
    settings s = quick();
    s.resamples = {fixed_draws(4), fixed_draws(20)};
    const report r = of_one_judge(20, s);
    BOOST_TEST(has(r.notes,
                   "resamples of 4 cases were given and not used: the tasks' cases are 20 (task)"));
    BOOST_TEST(!has(r.notes, "resamples of 20"));
    BOOST_TEST(analysis_json(r, false).find(R"("resamples":{"cases":[4,20],"draws":[2,2]})") !=
               std::string::npos);
    BOOST_TEST(settings_json(quick()).find(R"("resamples":null)") != std::string::npos);
    s.intervals = interval_choice::jackknife_t;
    BOOST_TEST(has(of_one_judge(20, s).notes, "a jackknife takes none"));
}

BOOST_AUTO_TEST_CASE(what_keeps_a_difference_from_significance_is_called_by_its_name) {
    settings s;
    s.replicates = 15;
    const report drawn = analyse(made_up(20), {}, {}, {}, s);
    BOOST_TEST(!drawn.pairs[0].exact);
    BOOST_TEST(has(pairs_section(drawn).remarks, "task: with 15 replicates the smallest p"));
    BOOST_TEST(has(plain_words(drawn), "but with so few replicates no difference"));
    const report exact = analyse(made_up(5), {}, {}, {}, s);
    BOOST_TEST(has(pairs_section(exact).remarks, "task: with 5 cases the smallest p"));
    BOOST_TEST(has(plain_words(exact), "but with so few cases no difference"));
}

BOOST_AUTO_TEST_SUITE_END()
