// The two published files work unchanged.
#include "config/load_settings.hpp"
#include "config/missing_keys.hpp"
#include "config/reading.hpp"
#include "support/tests_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace preceptron;
using namespace preceptron::config;

namespace {

std::filesystem::path vignette() {
    return std::filesystem::weakly_canonical(tests_folder() / "config/vignette");
}

loaded<settings> load(const std::map<std::string, std::string, std::less<>>& variables = {}) {
    return load_settings(
        vignette() / "config.yaml", {}, [&](std::string_view name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
}

} // namespace

BOOST_AUTO_TEST_SUITE(vignette_files)

BOOST_AUTO_TEST_CASE(the_published_configuration_is_read_as_it_is) {
    const auto read = load();
    CHECK_LINES(short_forms(read.problems), );
    BOOST_REQUIRE(read.value.has_value());
    const configuration& config = read.value->config;
    const auto folder = vignette().parent_path();
    BOOST_TEST(config.dataset_path.value == folder / "score_data/combined_dataset.json");
    BOOST_TEST(config.output_dir.value == folder / "overall_judge_trials");
    BOOST_TEST(config.tasks.size() == 5U);
    BOOST_TEST(config.tasks.at(3).value == "cpc_bond");
    BOOST_REQUIRE(config.judges.size() == 2U);
    BOOST_TEST(config.judges[0].spec.name == "gpt-4o");
    BOOST_TEST(config.judges[0].spec.base_url == "https://api.openai.com/v1");
    BOOST_TEST(config.judges[0].spec.account == "openai");
    BOOST_TEST(config.judges[1].spec.model_id == "claude-sonnet-4-20250514");
    BOOST_TEST(config.judges[1].spec.line == 22);
    BOOST_REQUIRE(config.accounts.size() == 2U);
    BOOST_TEST(config.accounts[0].threads == 30);
    BOOST_TEST(config.accounts[1].threads == 20);
}

BOOST_AUTO_TEST_CASE(its_example_keys_are_none_and_each_is_asked_for_by_name) {
    const auto read = load();
    BOOST_REQUIRE(read.value.has_value());
    BOOST_TEST(read.value->available_keys.empty());
    const auto missing = missing_keys(read.value->config, read.value->available_keys);
    const std::string file = (vignette() / "config.ini").string();
    CHECK_LINES(short_forms(missing),
                "17:5: no key for 'openai': put it under [api_keys] in " + file +
                    " or set OPENAI_API_KEY",
                "20:5: no key for 'anthropic': put it under [api_keys] in " + file +
                    " or set ANTHROPIC_API_KEY");
}

BOOST_AUTO_TEST_CASE(keys_of_the_environment_serve) {
    const auto read = load({{"OPENAI_API_KEY", "sk-a"}, {"ANTHROPIC_API_KEY", "sk-b"}});
    BOOST_REQUIRE(read.value.has_value());
    CHECK_LINES(short_forms(missing_keys(read.value->config, read.value->available_keys)), );
}

BOOST_AUTO_TEST_SUITE_END()
