#include "dataset/reader.hpp"
#include "results/disagreements.hpp"
#include "results/journal_ratings.hpp"
#include "results/sample_answers.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(largest_of_the_disagreements)

namespace {

struct judged {
    const char *id, *task, *grade, *max_score;
    double score;
};

// Each as "id share", by one judge.
std::vector<std::string> largest(const std::vector<judged>& all, std::size_t how_many) {
    const temporary_folder folder;
    sample_answers journal;
    std::string lines;
    int n = 0;
    for (const judged& j : all) {
        lines += std::string("{\"id\":\"") + j.id + "\",\"benchmark\":\"" + j.task +
                 "\",\"grade\":" + j.grade + ",\"max_score\":" + j.max_score + ",\"response\":\"x" +
                 std::string(600, 'y') + "\"}\n";
        auto r = journal.make_result(++n, "j", j.task, j.id);
        r.score = j.score;
        journal.add(r);
    }
    write_bytes(folder.path() / "data.jsonl", lines);
    const auto data = dataset::read_dataset(folder.path() / "data.jsonl").value();
    stored_answers& answers = journal.answers();
    const std::vector<published_judge> judges{{"j", 1}};
    const std::vector<std::string> tasks{"a", "b", "c"};
    const auto ratings = read_journal_ratings(data.entries, judges, tasks, {}, answers).value();
    std::vector<std::string> out;
    for (const disagreement& d : largest_disagreements(ratings, data, answers, how_many).value()) {
        BOOST_TEST(d.judge == "j");
        BOOST_TEST(d.justification.starts_with("because "));
        BOOST_TEST(d.response == "x" + std::string(499, 'y') + "…");
        out.push_back(d.id + " " + std::to_string(static_cast<int>(100 * d.share + .5)));
    }
    return out;
}

using lines = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_CASE(no_more_than_two_of_a_task_and_none_that_is_no_disagreement) {
    const std::vector<judged> all{{"a1", "a", "5", "10", 8},
                                  {"a2", "a", "5", "10", 1},
                                  {"a3", "a", "5", "10", 0},
                                  {"b1", "b", "5", "10", 5},
                                  {"b2", "b", "5", "10", 6}};
    BOOST_TEST((largest(all, 10) == lines{"a3 50", "a2 40", "b2 10"}));
    BOOST_TEST((largest(all, 2) == lines{"a3 50", "a2 40"}));
}

BOOST_AUTO_TEST_CASE(a_scale_without_a_maximum_is_as_wide_as_its_grades) {
    BOOST_TEST((largest({{"a1", "a", "4", "null", 3},
                         {"a2", "a", "2", "null", 2},
                         {"b1", "b", "4", "8", 2},
                         {"c1", "c", "0", "null", 2}},
                        10) == lines{"c1 200", "a1 25", "b1 25"}));
}

BOOST_AUTO_TEST_SUITE_END()
