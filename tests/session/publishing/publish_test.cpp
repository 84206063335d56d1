// The result files and failures.jsonl that a run ends with.
#include "journal/temporary_folder.hpp"
#include "session/planning/prepared_folder.hpp"
#include "session/publishing/missing_scores.hpp"
#include "session/publishing/publish.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;
namespace fs = std::filesystem;

namespace {

struct settled_folder {
    settled_folder() : inputs(folder.inputs()) {
        settle_two(folder, *inputs);
        what.output_dir = folder.output_dir();
        what.dataset = inputs->data.entries;
        what.judges = {{"one", 1}, {"two", 1}};
    }

    const prepared_folder folder;
    const std::unique_ptr<run_inputs> inputs;
    publication what;
};

} // namespace

BOOST_AUTO_TEST_SUITE(publishing)

BOOST_AUTO_TEST_CASE(results_and_failures_are_published_from_the_journal_alike_each_time) {
    const settled_folder settled;
    const std::vector<cell_name> cells{{"one", "cpc_bond"}, {"two", "cpc_bond"}, {"gone", "x"}};
    const auto done = publish(settled.what, cells);
    BOOST_REQUIRE(done.has_value());
    BOOST_REQUIRE(done->files.size() == 1U); // the others have no result
    BOOST_TEST(done->files[0].path.filename() == "one_cpc_bond.json");
    BOOST_TEST(done->files[0].entries == 1U);
    BOOST_TEST(done->failures == 1U);
    const std::string file = test::read_bytes(done->files[0].path);
    BOOST_TEST(file.find("\"e1\"") != std::string::npos);
    BOOST_TEST(file.find("\"e2\"") == std::string::npos);
    BOOST_TEST(file.find("4.5") != std::string::npos);
    const std::string failures = test::read_bytes(settled.what.output_dir / "failures.jsonl");
    BOOST_TEST(failures.find("\"e2\"") != std::string::npos);
    BOOST_TEST(failures.find("it would not") != std::string::npos);
    BOOST_REQUIRE(publish(settled.what, cells).has_value());
    BOOST_TEST(test::read_bytes(done->files[0].path) == file);
    BOOST_TEST(test::read_bytes(settled.what.output_dir / "failures.jsonl") == failures);
}

BOOST_AUTO_TEST_CASE(scores_that_are_counted_and_not_published_are_missed) {
    const settled_folder settled;
    const std::vector<cell_name> cells{{"one", "cpc_bond"}, {"two", "cpc_bond"}};
    auto done = publish(settled.what, cells);
    BOOST_REQUIRE(done.has_value());
    BOOST_TEST(done->files[0].scores == 1U);
    results::run_summary counted;
    counted.plan("one", "cpc_bond", 1, 1);
    BOOST_TEST(find_missing_scores(counted, *done).scores == 0U);
    BOOST_TEST(!find_missing_scores(counted, *done).why.has_value());
    counted.plan("one", "cpc_bond", 1, 1);
    counted.plan("two", "cpc_bond", 1, 1);
    auto missing = find_missing_scores(counted, *done);
    BOOST_TEST(missing.scores == 2U);
    BOOST_REQUIRE(missing.why.has_value());
    BOOST_TEST((missing.why->code == errc::io));
    BOOST_TEST(missing.why->message ==
               "results are missing: one, cpc_bond has 2 scores, and 1 of them are in " +
                   done->files[0].path.string() +
                   "; two, cpc_bond has 1 score, and the journal as it is now has none of them. "
                   "Was the folder or its journal changed while the run went on?");
    fs::remove(done->files[0].path);
    missing = find_missing_scores(counted, *done);
    BOOST_TEST(missing.scores == 3U);
    BOOST_TEST(missing.why->message.find("is not there as it was written") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
