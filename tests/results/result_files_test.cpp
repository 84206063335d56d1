#include "results/result_files.hpp"
#include "results/sample_answers.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::results;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(published_results)

BOOST_AUTO_TEST_CASE(a_file_is_these_bytes_each_time) {
    sample_answers s;
    s.add_entry("e2", "cpc_bond", R"({"id": "e2", "grade": 4.50, "benchmark": "cpc_bond"})");
    s.add_entry("m1", "management_reasoning", R"({"id":"m1"})");
    s.add_entry("e1", "cpc_bond", "{\n  \"id\": \"e1\",\n  \"judge\": \"human\"\n}");
    s.add_entry("e3", "cpc_bond", R"({"id":"e3"})");
    s.add_entry("e4", "cpc_bond", R"({"id":"e4","grade":null})", {});
    auto full = s.make_result(1, "j", "cpc_bond", "e1");
    full.justification = "close\n\"enough\"";
    full.usage.input = 1200;
    full.usage.cached_input = 1000;
    full.usage.output = 35;
    full.usage.reasoning = 10;
    full.context_missing = {"case_vignette"};
    full.trial.attempts = 2;
    s.add(full);
    auto bare = s.make_result(8, "j", "cpc_bond", "e2");
    bare.served_model.clear();
    bare.usage = {};
    bare.cost_usd.reset();
    bare.phases = {};
    s.add(bare);
    s.add(s.make_result(3, "other", "cpc_bond", "e3"));
    s.add(s.make_result(5, "j", "cpc_bond", "e4")); // judged while it had a grade
    s.add(s.make_result(4, "j", "management_reasoning", "m1"));

    auto& answers = s.answers();
    const auto file = write_result_file(s.folder(), {"j"}, "cpc_bond", s.entries(), answers);
    BOOST_REQUIRE(file.has_value());
    BOOST_TEST(file->path == s.folder() / "j_cpc_bond.json");
    BOOST_TEST(file->entries == 2U);
    const std::string expected =
        R"([
{"id": "e2", "grade": 4.50, "benchmark": "cpc_bond","predicted_score":4.0,"justification":"because 8","judge":{"name":"j","provider":"openai","model_id":"m","served_model":null,"prompt":"default","scores":[4.0],"attempts":1,"latency_ms":null,"first_byte_ms":null,"input_tokens":null,"cached_tokens":null,"output_tokens":null,"reasoning_tokens":null,"cost_usd":null,"context_missing":[]}},
{"id": "e1","predicted_score":0.5,"justification":"close\n\"enough\"","judge":{"name":"j","provider":"openai","model_id":"m","served_model":"m-2026","prompt":"default","scores":[0.5],"attempts":2,"latency_ms":900.25,"first_byte_ms":200.5,"input_tokens":1200,"cached_tokens":1000,"output_tokens":35,"reasoning_tokens":10,"cost_usd":0.125,"context_missing":["case_vignette"]}}
]
)";
    BOOST_TEST(read_bytes(file->path) == expected);
    BOOST_TEST(write_result_file(s.folder(), {"j"}, "cpc_bond", s.entries(), answers).has_value());
    BOOST_TEST(read_bytes(file->path) == expected);
}

BOOST_AUTO_TEST_CASE(repeats_are_listed_and_the_first_one_counts) {
    sample_answers s;
    for (const std::string id : {"a", "b"})
        s.add_entry(id, "t", "{\"id\":\"" + id + "\"}");
    s.add(s.make_result(2, "j", "t", "a", 0));
    s.add(s.make_result(4, "j", "t", "a", 2));
    s.add(s.make_result(6, "j", "t", "b", 1)); // its first repeat has no score
    const auto file = write_result_file(s.folder(), {"j", 3}, "t", s.entries(), s.answers());
    BOOST_REQUIRE(file.has_value());
    BOOST_TEST(file->entries == 1U);
    const auto list = boost::json::parse(read_bytes(file->path)).as_array();
    BOOST_TEST(list[0].at("predicted_score").as_double() == 1.0);
    BOOST_TEST(list[0].at("judge").at("scores") == boost::json::parse("[1.0,null,2.0]"));
}

// Answers as long as they are in life: the journal is many times what is read of it at once.
BOOST_AUTO_TEST_CASE(repeats_of_many_entries_are_found_wherever_they_stand) {
    constexpr int count = 60;
    const auto id_of = [](int n) { return "e" + std::to_string(n); };
    sample_answers s;
    for (int n = 0; n < count; ++n)
        s.add_entry(id_of(n), "t", "{\"id\":\"" + id_of(n) + "\"}");
    const auto add = [&](int n, int repeat) {
        auto r = s.make_result(3 * n + repeat, "j", "t", id_of(n), repeat);
        r.raw.assign(9000, 'r');
        s.add(r);
    };
    for (int n = 0; n < count; ++n) { // beside each other, and far apart
        add(n, 0);
        add((n + 20) % count, 2);
        add(n, 1);
    }
    const auto file = write_result_file(s.folder(), {"j", 3}, "t", s.entries(), s.answers());
    BOOST_REQUIRE(file.has_value());
    BOOST_REQUIRE(file->entries == static_cast<std::size_t>(count));
    const auto list = boost::json::parse(read_bytes(file->path)).as_array();
    for (int n = 0; n < count; ++n) {
        const auto& entry = list[static_cast<std::size_t>(n)];
        const double first = 1.5 * n;
        BOOST_TEST(std::string_view(entry.at("id").as_string()) == id_of(n));
        BOOST_TEST(entry.at("predicted_score").as_double() == first);
        BOOST_TEST(entry.at("judge").at("scores") ==
                   boost::json::value({first, first + 0.5, first + 1}));
    }
}

BOOST_AUTO_TEST_CASE(the_newest_settings_stand) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a"})");
    s.add(s.make_result(2, "j", "t", "a"));
    s.add(s.make_result(6, "j", "t", "a"));
    const auto file = write_result_file(s.folder(), {"j"}, "t", s.entries(), s.answers());
    const auto list = boost::json::parse(read_bytes(file->path)).as_array();
    BOOST_TEST(list.at(0).at("predicted_score").as_double() == 3.0);
}

BOOST_AUTO_TEST_CASE(a_cell_without_scores_is_an_empty_array) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a"})");
    const auto file = write_result_file(s.folder(), {"j"}, "t", s.entries(), s.answers());
    BOOST_REQUIRE(file.has_value());
    BOOST_TEST(read_bytes(file->path) == "[]\n");
}

BOOST_AUTO_TEST_CASE(a_file_of_more_entries_is_asked_about_however_short_they_are) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a","response":"as long as the entries of a dataset are"})");
    s.add(s.make_result(2, "j", "t", "a"));
    auto& answers = s.answers();
    const auto path = s.folder() / "j_t.json";
    std::optional<std::uint64_t> asked;
    const auto publish = [&](std::string_view before, bool allowed = true) {
        write_bytes(path, before);
        asked.reset();
        return write_result_file(s.folder(), {"j"}, "t", s.entries(), answers, {},
                                 [&](std::uint64_t entries) -> result<void> {
                                     asked = entries;
                                     if (!allowed)
                                         return fail(errc::io, "no");
                                     return {};
                                 });
    };
    for (const std::string_view two :
         {"[\n{\"id\":1},\n{\"id\":2}\n]\n", "[{},\n{}]", "{}\n{}\n", "[ {}, {} ]", "\n[{}, {}]"}) {
        BOOST_TEST(publish(two).has_value());
        BOOST_TEST((asked == 2U), two);
    }
    BOOST_TEST(!publish("[{},{},{}]", false).has_value());
    BOOST_TEST((asked == 3U));
    BOOST_TEST(read_bytes(path) == "[{},{},{}]");
    for (const std::string_view no_more : {"", "[]\n", "[{}]", "[\n{}\n]\n"}) {
        BOOST_TEST(publish(no_more).has_value());
        BOOST_TEST(!asked.has_value(), no_more);
    }
}

// Newlines and braces wherever a piece of what is read at once may end.
BOOST_AUTO_TEST_CASE(entries_of_a_large_file_are_counted) {
    sample_answers s;
    s.add_entry("a", "t", R"({"id":"a"})");
    s.add(s.make_result(2, "j", "t", "a"));
    std::string before = "[";
    constexpr std::uint64_t entries = 200'000;
    for (std::uint64_t i = 0; i < entries; ++i)
        before += i == 0 ? "\n{}" : ",\n{}";
    write_bytes(s.folder() / "j_t.json", before + "\n]\n");
    std::uint64_t asked = 0;
    const auto file = write_result_file(s.folder(), {"j"}, "t", s.entries(), s.answers(), {},
                                        [&](std::uint64_t n) -> result<void> {
                                            asked = n;
                                            return {};
                                        });
    BOOST_TEST(file.has_value());
    BOOST_TEST(asked == entries);
}

BOOST_AUTO_TEST_CASE(hostile_names_stay_in_the_folder) {
    sample_answers s;
    s.add_entry("a", "../t", R"({"id":"a"})");
    const auto file = write_result_file(s.folder(), {"/etc/j"}, "../t", s.entries(), s.answers());
    BOOST_REQUIRE(file.has_value());
    BOOST_TEST(file->path == s.folder() / "%2Fetc%2Fj_..%2Ft.json");
    BOOST_TEST(std::filesystem::exists(file->path));
}

BOOST_AUTO_TEST_SUITE_END()
