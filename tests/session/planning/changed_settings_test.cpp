// Why stored results no longer match: the manifest as a run wrote it, beside a configuration that
// has changed since.
#include "journal/temporary_folder.hpp"
#include "session/folder/write_manifest.hpp"
#include "session/planning/changed_settings.hpp"
#include "session/planning/prepared_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::session;
using tests::prepared_folder;

namespace {

// What is said when the configuration has `now` where it had `then`, of judge "one".
std::string told(const std::string& then, const std::string& now) {
    const prepared_folder folder;
    const auto config = folder.options.config;
    const auto ran = folder.inputs();
    BOOST_REQUIRE(write_manifest(folder.output_dir() / "checkpoint", *ran,
                                 make_plan(*ran, folder.options, {}), {}, "preceptron run",
                                 results::file_access::by_umask)
                      .has_value());
    std::string text = test::read_bytes(config);
    BOOST_REQUIRE(text.find(then) != text.npos);
    text.replace(text.find(then), then.size(), now);
    folder.folder.write("config.yaml", text);
    const auto inputs = folder.inputs();
    planned_run planned = make_plan(*inputs, folder.options, {});
    for (plan_cell& cell : planned.work.cells)
        cell.stale = 1;
    std::string words;
    for (const changed_setting& changed : changed_settings(*inputs, planned)) {
        BOOST_TEST(changed.where == config);
        words += changed.name + ";";
    }
    return words;
}

} // namespace

BOOST_AUTO_TEST_SUITE(changed_settings_of_a_folder)

BOOST_AUTO_TEST_CASE(each_setting_of_a_judge_is_found_in_the_manifest) {
    BOOST_TEST(told("model_id: m", "model_id: m") == "");
    BOOST_TEST(told("model_id: m", "model_id: n") == "model_id;");
    BOOST_TEST(told("localhost:1/v1", "localhost:2/v1") == "base_url;");
    BOOST_TEST(told("localhost:1/v1", "localhost:1/v2") == ""); // no part of the question
    BOOST_TEST(told("model_id: m", "model_id: m, temperature: 0.5") == "temperature;");
    BOOST_TEST(told("model_id: m", "model_id: m, reasoning_effort: low") == "reasoning_effort;");
    BOOST_TEST(told("model_id: m", "model_id: m, extra_body: {top_p: 0.5}") == "extra_body;");
    BOOST_TEST(told("model_id: m", "model_id: n, temperature: 0.5") == "model_id;temperature;");
}

BOOST_AUTO_TEST_SUITE_END()
