// The examples in configs/ load without a complaint, and ask for no key but their providers' own.
#include "config/load_settings.hpp"
#include "config/missing_keys.hpp"
#include "config/reading.hpp"
#include "config/result_file_clash.hpp"
#include "support/tests_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace preceptron::config;
namespace fs = std::filesystem;

namespace {

const fs::path configs = tests_folder() / ".." / "configs";
const fs::path keys_template = configs / "config.ini.template";
const std::vector<std::string> tasks{
    "bi_triage", "cpc_bond", "cpc_management", "diagnostic_reasoning", "management_reasoning",
    "r_idea"};

std::optional<std::string> empty_environment(std::string_view) {
    return {};
}

std::vector<fs::path> examples() {
    std::vector<fs::path> found;
    for (const auto& file : fs::directory_iterator(configs))
        if (file.path().extension() == ".yaml")
            found.push_back(file.path());
    return found;
}

loaded<settings> load(const fs::path& file) {
    return load_settings(file, keys_template, empty_environment);
}

} // namespace

BOOST_AUTO_TEST_SUITE(example_configs)

BOOST_AUTO_TEST_CASE(there_is_an_example_for_each_provider) {
    std::vector<std::string> providers;
    for (const fs::path& file : examples())
        if (const auto read = load(file); read.value)
            providers.push_back(read.value->config.judges.front().spec.provider);
    for (const char* const name : {"openai", "openrouter", "anthropic", "azure"})
        BOOST_CHECK_MESSAGE(std::ranges::find(providers, name) != providers.end(), name);
}

BOOST_AUTO_TEST_CASE(each_loads_without_a_complaint) {
    for (const fs::path& file : examples()) {
        BOOST_TEST_CONTEXT(file.filename()) {
            const auto read = load(file);
            CHECK_LINES(short_forms(read.problems), );
            CHECK_LINES(short_forms(read.warnings), );
            BOOST_REQUIRE(read.value);
            BOOST_CHECK(fs::exists(read.value->config.dataset_path.value));
            CHECK_LINES(short_forms(result_file_clashes(read.value->config, tasks)), );
        }
    }
}

// With the template as it is, every key is absent, and a local server needs none.
BOOST_AUTO_TEST_CASE(the_template_holds_no_key) {
    for (const fs::path& file : examples()) {
        BOOST_TEST_CONTEXT(file.filename()) {
            const auto read = load(file);
            BOOST_REQUIRE(read.value);
            const auto missing = missing_keys(read.value->config, read.value->available_keys);
            std::vector<std::string> accounts;
            for (const account& a : read.value->config.accounts)
                if (a.key_name != "none")
                    accounts.push_back(a.name);
            BOOST_CHECK_EQUAL(missing.size(), accounts.size());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
