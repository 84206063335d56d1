// What people are given to read: the largest disagreements, and examples of failures.
#include "dataset/reader.hpp"
#include "results/disagreements.hpp"
#include "results/failed_trials.hpp"
#include "results/journal_ratings.hpp"
#include "results/sample_answers.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(to_be_read)

namespace {

struct judged_task {
    sample_answers answers;
    dataset::dataset data;
    ratings all;

    // Entries "0", "1", … of the task "t" with these grades; judge "j" scores n / 2.
    explicit judged_task(const std::vector<double>& grades) {
        rated_task& task = all.tasks.emplace_back();
        task.ratings.task = "t";
        task.ratings.judges.emplace_back().judge = "j";
        for (std::size_t n = 0; n < grades.size(); ++n) {
            task.ids.push_back(std::to_string(n));
            task.ratings.grades.emplace_back(grades[n]);
            task.ratings.judges[0].scores.emplace_back(0.5 * static_cast<double>(n));
            answers.add_entry(task.ids[n], "t", R"({"id":")" + task.ids[n] + R"("})", grades[n]);
            answers.add(answers.make_result(static_cast<int>(n), "j", "t", task.ids[n]));
        }
        for (const entry& e : answers.entries()) {
            data.entries.push_back(e);
            data.ids.add_last(data.entries);
        }
    }

    double share_of(std::string_view id) {
        const auto found = largest_disagreements(all, data, answers.answers(), 2);
        BOOST_REQUIRE(found.has_value());
        for (const disagreement& d : *found)
            if (d.id == id)
                return d.share;
        return 0;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_disagreement_is_a_share_of_the_scale) {
    judged_task grades({8, 10}); // scores 0 and 0.5
    BOOST_TEST(grades.share_of("0") == 4.0);
    grades.all.tasks[0].ratings.max_scores = {std::nullopt, 19};
    BOOST_TEST(grades.share_of("0") == 4.0);
    BOOST_TEST(grades.share_of("1") == 0.5);
    judged_task alike({8, 8});
    BOOST_TEST(alike.share_of("0") == 8.0);
    judged_task below_zero({-4, -2});
    BOOST_TEST(below_zero.share_of("0") == 2.0);
}

BOOST_AUTO_TEST_CASE(what_a_failed_trial_brought_is_cut_at_a_character) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a"})");
    s.add_entry("b", "t", R"({"id":"b"})");
    for (const std::string id : {"a", "b"}) {
        auto failed = sample_fail(id == "a" ? 1 : 2);
        failed.trial.judge = "j";
        failed.trial.task = "t";
        failed.trial.entry_id = id;
        failed.raw = std::string(399, 'x') + (id == "a" ? "é and more" : "y");
        s.add(failed);
    }
    const std::vector<published_judge> judges{{"j"}};
    const auto classes = read_failed_trials(judges, s.entries(), s.answers(), 2);
    BOOST_REQUIRE(classes.has_value());
    BOOST_REQUIRE(classes->at(0).examples.size() == 2U);
    BOOST_TEST(classes->at(0).examples[0].raw == std::string(399, 'x') + "…");
    BOOST_TEST(classes->at(0).examples[1].raw == std::string(399, 'x') + "y");
}

BOOST_AUTO_TEST_SUITE_END()

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

BOOST_AUTO_TEST_SUITE_END()
