#include "report/sections/made_with.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::report;

namespace {

constexpr const char* manifest = R"({"schema":"preceptron.manifest/1","version":"0.1.0",
"dataset":{"path":"/d/x.json","sha256":"ab","entries":3},
"judges":[{"name":"j","provider":"p","model_id":"m","origin":"o","prompt":"default","repeats":2,
"temperature":0.5,"price_usd_per_million":{"input":2.5,"cached_input":1.25,"output":10.0}}],
"tasks":[{"name":"t","title":"T","source":"S","scale":"0, 1","prompt_hashes":{"default":"h"}}],
"prices_as_of":"2026-11-01","config_hash":"c",
"config":{"accounts":[{"threads":30},{"threads":2}],"x":7.0}})";

} // namespace

BOOST_AUTO_TEST_SUITE(made_with_)

BOOST_AUTO_TEST_CASE(reads_what_the_methods_need) {
    const auto m = read_made_with(manifest).value();
    BOOST_TEST(m.entries == 3U);
    BOOST_TEST(m.threads == 32U);
    BOOST_TEST(m.accounts == 2U);
    BOOST_TEST(m.judges.at(0).temperature == "0.5");
    BOOST_TEST(m.judges.at(0).price == "$2.5 / $1.25 cached / $10");
    BOOST_TEST(m.tasks.at(0).prompt_hashes.at(0).second == "h");
    BOOST_TEST(m.config == R"({"accounts":[{"threads":30},{"threads":2}],"x":7.0})");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_manifest) {
    for (const char* text : {"", "[]", "{}", "{\"version\":1}", "nonsense"})
        BOOST_TEST((read_made_with(text).error().code == errc::bad_journal), text);
}

BOOST_AUTO_TEST_SUITE_END()
