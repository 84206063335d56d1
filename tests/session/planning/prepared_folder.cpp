#include "session/planning/prepared_folder.hpp"

#include "journal/recovery.hpp"
#include "journal/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

namespace preceptron::tests {

namespace {

std::string record(int n, std::string_view case_id, std::string_view task, std::string_view rest) {
    return R"({"id":"e)" + std::to_string(n) + R"(","case_id":")" + std::string(case_id) +
           R"(","study":"s","benchmark":")" + std::string(task) + R"(","response":"Answer )" +
           std::to_string(n) + R"(")" + std::string(rest) + "}\n";
}

std::string dataset() {
    constexpr std::string_view graded = R"(,"final_diagnosis":"gout","grade":5)";
    std::string text;
    int n = 0;
    for (const char* case_id : {"a", "a", "a", "b", "b", "c"})
        text += record(++n, case_id, "cpc_bond", graded);
    text += record(7, "d", "cpc_bond", R"(,"grade":5)");
    text += record(8, "d", "cpc_bond", R"(,"final_diagnosis":"gout","grade":null)");
    text += record(9, "x", "mystery", graded);
    text += record(10, "x", "mystery", graded);
    return text;
}

// One call at a time: the plan's order is then the simplest.
std::string threads_unless_in(std::string_view config) {
    return config.find("threads:") == config.npos ? "threads: 1\n" : "";
}

constexpr std::string_view no_prices = R"({"as_of":"2026-11-22","models":[]})";

} // namespace

prepared_folder::prepared_folder(std::string_view more) {
    folder.write("data.jsonl", dataset());
    options.config =
        folder.write("config.yaml", threads_unless_in(more) +
                                    "dataset_path: data.jsonl\noutput_dir: out\nmodels:\n"
                                    "  - {name: one, provider: simulated, model_id: m, base_url: "
                                    "\"http://localhost:1/v1\"}\n"
                                    "  - {name: two, provider: simulated, model_id: m, base_url: "
                                    "\"http://localhost:1/v1\"}\n" +
                                        std::string(more));
    std::filesystem::create_directories(output_dir() / "checkpoint");
}

std::unique_ptr<session::run_inputs>
prepared_folder::inputs(const session::run_options& chosen) const {
    auto loaded = session::load_inputs(
        chosen, [](std::string_view) { return std::nullopt; }, no_prices);
    for (const config::problem& p : loaded.problems)
        BOOST_TEST_MESSAGE(to_string(p));
    BOOST_REQUIRE(loaded.problems.empty());
    return std::move(loaded.value);
}

void settle_two(const prepared_folder& folder, const session::run_inputs& inputs) {
    auto journal = journal::open_journal(folder.output_dir() / "checkpoint", {}, now_utc());
    BOOST_REQUIRE(journal.has_value());
    journal::trial_record trial;
    trial.judge = "one";
    trial.task = "cpc_bond";
    trial.entry_id = "e1";
    trial.key = *session::key_of(inputs.judges[0], journal::key_layout::judge_first,
                                 *inputs.data.find("e1"), 0);
    journal::result_record scored;
    scored.trial = trial;
    scored.score = 4.5;
    BOOST_REQUIRE(journal->out->append(scored).has_value());
    trial.entry_id = "e2";
    trial.key = *session::key_of(inputs.judges[0], journal::key_layout::judge_first,
                                 *inputs.data.find("e2"), 0);
    journal::fail_record failed;
    failed.trial = trial;
    failed.kind = failure_class::refusal;
    failed.message = "it would not";
    BOOST_REQUIRE(journal->out->append(failed).has_value());
    BOOST_REQUIRE(journal->out->sync().has_value());
}

} // namespace preceptron::tests
