#include "dataset/reader.hpp"
#include "gzip_text.hpp"
#include "support/scratch_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace preceptron;
using namespace preceptron::dataset;

BOOST_AUTO_TEST_SUITE(dataset_reader)

std::string text_of(const entry& e) {
    record_buffer buffer;
    return std::string(e.record.read(buffer));
}

struct scratch : scratch_folder {
    // The dataset that a file with this content holds, which is the same in memory and read from
    // the file.
    preceptron::dataset::dataset read(std::string_view content) const {
        const auto path = write("data.json", content);
        auto data = read_dataset(path);
        BOOST_TEST_REQUIRE(data.has_value(), (data ? "" : data.error().message));
        const auto not_held = read_dataset(path, {.held_up_to = 0});
        BOOST_TEST_REQUIRE(not_held.has_value(), (not_held ? "" : not_held.error().message));
        BOOST_TEST(not_held->bytes.size() ==
                   (content.starts_with("\x1F\x8B") ? data->bytes.size() : 0U));
        same(*data, *not_held);
        return std::move(*data);
    }
    static void same(const preceptron::dataset::dataset& a, const preceptron::dataset::dataset& b) {
        BOOST_TEST(a.file_size == b.file_size);
        BOOST_TEST(a.sha256 == b.sha256);
        BOOST_TEST(a.report.records == b.report.records);
        BOOST_TEST(a.report.ungraded == b.report.ungraded);
        BOOST_TEST(a.report.bad_grades.first == b.report.bad_grades.first,
                   boost::test_tools::per_element());
        BOOST_TEST(a.report.duplicates.first == b.report.duplicates.first,
                   boost::test_tools::per_element());
        BOOST_TEST_REQUIRE(a.entries.size() == b.entries.size());
        for (std::size_t i = 0; i < a.entries.size(); ++i)
            same(a.entries[i], b.entries[i]);
    }
    static void same(const entry& a, const entry& b) {
        BOOST_TEST(text_of(a) == text_of(b));
        BOOST_TEST(a.id == b.id);
        BOOST_TEST(a.case_id == b.case_id);
        BOOST_TEST(a.task == b.task);
        BOOST_TEST(a.study == b.study);
        BOOST_TEST(a.model == b.model);
        BOOST_TEST((a.grade == b.grade));
        BOOST_TEST((a.max_score == b.max_score));
        BOOST_TEST(a.index == b.index);
    }
    // One line of JSON Lines with the given fields and an id.
    entry read_one(const std::string& fields) {
        held = read("{\"id\":\"i\"" + fields + "}");
        return held.entries.at(0);
    }
    failure refused(std::string_view content) const {
        const auto path = write("data.json", content);
        const auto data = read_dataset(path);
        BOOST_TEST_REQUIRE(data.has_error(), content);
        const auto not_held = read_dataset(path, {.held_up_to = 0});
        BOOST_TEST_REQUIRE(not_held.has_error(), content);
        BOOST_TEST(not_held.error().message == data.error().message);
        return data.error();
    }
    preceptron::dataset::dataset held;
};

BOOST_FIXTURE_TEST_CASE(an_entry_has_its_fields_and_its_bytes, scratch) {
    const std::string record =
        R"({ "id":"a-1", "case_id":"c1", "benchmark":"cpc_bond", "study":"s", "model":"gpt",
             "grade":4.5, "max_score":5, "response":"x", "other":{"id":"no"} })";
    const auto data = read("[" + record + "]");
    BOOST_TEST_REQUIRE(data.entries.size() == 1U);
    const entry& e = data.entries[0];
    BOOST_TEST(text_of(e) == record);
    BOOST_TEST(e.id == "a-1");
    BOOST_TEST(e.case_id == "c1");
    BOOST_TEST(e.task == "cpc_bond");
    BOOST_TEST(e.study == "s");
    BOOST_TEST(e.model == "gpt");
    BOOST_TEST(e.grade.value() == 4.5);
    BOOST_TEST(e.max_score.value() == 5.0);
    BOOST_TEST(e.index == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_entry_knows_which_fields_of_a_result_file_it_has, scratch) {
    const auto data = read(R"([{"id":1,"other":{"judge":1}},{"id":2,"judge":null},)"
                           R"({"id":3,"j\u0075dge":"x","predicted_score":1,"justification":""}])");
    BOOST_TEST_REQUIRE(data.entries.size() == 3U);
    BOOST_TEST(data.entries[0].result_fields == 0);
    BOOST_TEST(data.entries[1].result_fields == 4);
    BOOST_TEST(data.entries[2].result_fields == 7);
}

BOOST_FIXTURE_TEST_CASE(array_lines_and_gzip_read_the_same, scratch) {
    const std::string array = "\xEF\xBB\xBF[{\"id\":1},\n{\"id\":2}]";
    const std::string lines = "{\"id\":1}\n\n{\"id\":2}\n";
    for (const std::string& content :
         {array, lines, gzip_text(array), gzip_text("{\"id\":1}\n") + gzip_text("{\"id\":2}")}) {
        const auto data = read(content);
        BOOST_TEST_REQUIRE(data.entries.size() == 2U);
        BOOST_TEST(data.entries[0].id == "1");
        BOOST_TEST(text_of(data.entries[1]) == "{\"id\":2}");
        BOOST_TEST(data.entries[1].index == 1U);
        BOOST_TEST(data.file_size == content.size());
    }
}

BOOST_FIXTURE_TEST_CASE(any_scalar_is_an_id, scratch) {
    const auto data = read(R"([{"id":7},{"id":7.50},{"id":"x\u00e9\n"},{"id":true},{"id":""}])");
    const std::vector<std::string_view> expected{"7", "7.50", "x\xC3\xA9\n", "true", ""};
    for (std::size_t i = 0; i < expected.size(); ++i)
        BOOST_TEST(data.entries[i].id == expected[i]);
    BOOST_TEST(data.find("7.50") == &data.entries[1]);
    BOOST_TEST(data.find("8") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(an_entry_without_an_id_is_an_error, scratch) {
    for (const char* second : {"{}", R"({"id":null})", R"({"id":[1]})", R"({"id":{}})"}) {
        const failure f = refused("[{\"id\":1},\n" + std::string(second) + "]");
        BOOST_TEST((f.code == errc::bad_dataset));
        BOOST_TEST(f.message.find("record 1 (line 2, byte 11): it") != std::string::npos,
                   f.message);
    }
}

BOOST_FIXTURE_TEST_CASE(an_empty_id_is_an_error_where_it_is_not_wanted, scratch) {
    for (const std::string id : {"", " ", "\\t\\n", "\\f\\u000b"}) {
        const auto path = write("ids.json", "[{\"id\":1},\n{\"id\":\"" + id + "\"}]");
        BOOST_TEST(read_dataset(path).has_value());
        for (const std::uint64_t held : {std::uint64_t{0}, std::uint64_t{1} << 20}) {
            const auto data = read_dataset(path, {.held_up_to = held, .empty_ids = false});
            BOOST_TEST_REQUIRE(!data.has_value());
            BOOST_TEST((data.error().code == errc::bad_dataset));
            BOOST_TEST(
                data.error().message.ends_with("record 1 (line 2, byte 11): its id is empty"),
                data.error().message);
        }
    }
}

BOOST_FIXTURE_TEST_CASE(any_finite_number_is_a_grade, scratch) {
    BOOST_TEST(read_one(R"(,"grade":3)").grade.value() == 3.0);
    BOOST_TEST(read_one(R"(,"grade":-0.5)").grade.value() == -0.5);
    BOOST_TEST(read_one(R"(,"grade":1.5e1)").grade.value() == 15.0);
    BOOST_TEST(read_one(R"(,"grade":0.1)").grade.value() == 0.1);
    BOOST_TEST(read_one(R"(,"grade" : 3.3 )").grade.value() == 3.3);
}

BOOST_FIXTURE_TEST_CASE(a_missing_grade_is_counted_by_task, scratch) {
    const auto data = read(R"([{"id":1,"benchmark":"a"},{"id":2,"benchmark":"b","grade":null},
        {"id":3,"benchmark":"a","grade":null},{"id":4,"benchmark":"a","grade":1}])");
    BOOST_TEST(data.entries.size() == 4U);
    BOOST_TEST(data.report.records == 4U);
    BOOST_TEST(data.report.ungraded == 3U);
    BOOST_TEST(data.report.ungraded_by_task.at("a") == 2U);
    BOOST_TEST(data.report.ungraded_by_task.at("b") == 1U);
    BOOST_TEST(data.report.bad_grades.count == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_grade_that_is_no_finite_number_is_listed_and_not_used, scratch) {
    const std::string big(400, '9');
    const auto data =
        read(R"([{"id":"s","grade":"4"},{"id":"inf","grade":1e999},{"id":"t","grade":true},
        {"id":"o","grade":{}},{"id":"b","grade":)" +
             big + R"(},{"id":"ok","grade":4,"max_score":"10"}])");
    BOOST_TEST(
        (data.report.bad_grades.first == std::vector<std::string>{"s", "inf", "t", "o", "b"}));
    BOOST_TEST(data.report.bad_grades.count == 5U);
    BOOST_TEST(data.report.ungraded == 0U);
    for (std::size_t i = 0; i < 5; ++i)
        BOOST_TEST(!data.entries[i].grade);
    BOOST_TEST((data.report.bad_max_scores.first == std::vector<std::string>{"ok"}));
    BOOST_TEST(!data.entries[5].max_score);
}

BOOST_FIXTURE_TEST_CASE(of_equal_ids_the_first_is_used, scratch) {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "{\"id\":" + std::to_string(i % 20) + ",\"grade\":" + std::to_string(i) + "}\n";
    text += "{\"id\":\"3\",\"grade\":\"bad\"}\n{\"id\":99}";
    const auto data = read(text);
    BOOST_TEST(data.entries.size() == 21U);
    BOOST_TEST(data.report.records == 42U);
    BOOST_TEST(data.report.duplicates.count == 21U);
    BOOST_TEST(data.report.duplicates.first.size() == id_list::most_named);
    BOOST_TEST(data.report.duplicates.first[0] == "0");
    BOOST_TEST(data.report.bad_grades.count == 0U);
    BOOST_TEST(data.find("3")->grade.value() == 3.0);
    for (std::size_t i = 0; i < data.entries.size(); ++i)
        BOOST_TEST(data.entries[i].index == i);
    BOOST_TEST(data.entries.back().id == "99");
}

BOOST_FIXTURE_TEST_CASE(texts_with_escapes_are_unescaped_and_absent_ones_empty, scratch) {
    const auto data =
        read(R"([{"id":"a\"b","case_id":12,"benchmark":"r\u005fidea","study":null}])");
    const entry& e = data.entries[0];
    BOOST_TEST(e.id == "a\"b");
    BOOST_TEST(e.case_id == "12");
    BOOST_TEST(e.task == "r_idea");
    BOOST_TEST(e.study == "");
    BOOST_TEST(e.model == "");
}

BOOST_FIXTURE_TEST_CASE(of_equal_names_the_last_counts, scratch) {
    const auto data = read(R"({"id":1,"grade":1,"grade":2,"\u0069d":5})");
    BOOST_TEST(data.entries[0].grade.value() == 2.0);
    BOOST_TEST(data.entries[0].id == "5");
}

BOOST_FIXTURE_TEST_CASE(moving_a_dataset_keeps_its_views, scratch) {
    auto first = read(R"([{"id":"a\"b"},{"id":"c"}])");
    record_buffer unused;
    const char* const bytes = first.entries[1].record.read(unused).data();
    const preceptron::dataset::dataset second = std::move(first);
    BOOST_TEST(second.entries[0].id == "a\"b");
    BOOST_TEST((second.entries[1].record.read(unused).data() == bytes));
    BOOST_TEST(second.find("c") == &second.entries[1]);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_json_names_record_line_and_byte, scratch) {
    const auto expect = [this](std::string_view content, std::string_view part) {
        const failure f = refused(content);
        BOOST_TEST((f.code == errc::bad_dataset));
        BOOST_TEST(f.message.find(part) != std::string::npos, f.message);
        BOOST_TEST(f.message.find((path() / "data.json").string()) == 0U, f.message);
    };
    expect("[{\"id\":1},\n{\"id\":2,\"x\":\"\xFF\"}]",
           "record 1 (line 2, byte 24): the bytes are not UTF-8");
    expect("{\"id\":1}\n{\"id\":2,\"x\":\"\\ud800\"}",
           "record 1 (line 2, byte 22): the escape is half");
    expect(std::string_view("{\"id\":1,\"x\":\"a\0\"}", 17),
           "record 0 (line 1, byte 14): there is a NUL byte");
    expect("[{\"id\":1,\n\"grade\":NaN}]",
           "record 0 (line 2, byte 18): NaN and Infinity are not JSON");
    expect("[{\"id\":1}", "the file ends inside the array");
    expect("", "there is nothing in it");
    expect(gzip_text("[{\"id\":1}]").substr(0, 20), "the gzip data is damaged or cut");
    expect(gzip_text("[{\"id\"}]"), "record 0 (line 1, byte 6): a colon was expected");
}

BOOST_FIXTURE_TEST_CASE(a_missing_file_is_named_by_its_absolute_path, scratch) {
    const auto data = read_dataset("no/such/file.json");
    BOOST_TEST_REQUIRE(data.has_error());
    BOOST_TEST((data.error().code == errc::no_such_input));
    const auto absolute = std::filesystem::current_path() / "no/such/file.json";
    BOOST_TEST(data.error().message.find(absolute.string()) != std::string::npos);
    const auto within_a_file = read_dataset(write("data.json", "[]") / "more.json");
    BOOST_TEST((within_a_file.error().code == errc::no_such_input));
}

BOOST_FIXTURE_TEST_CASE(a_folder_is_no_dataset, scratch) {
    const auto data = read_dataset(path());
    BOOST_TEST_REQUIRE(data.has_error());
    BOOST_TEST((data.error().code == errc::io));
}

// `printf '[{"id":1}]' | sha256sum`
BOOST_FIXTURE_TEST_CASE(the_digest_is_of_the_file_as_stored, scratch) {
    const auto data = read(R"([{"id":1}])");
    BOOST_TEST(data.sha256 == "bb41eeeedb7789a3482cc74a1ac8d84effb2a508b753948130e3958c39004120");
    BOOST_TEST(data.path == path() / "data.json");
    BOOST_TEST(read(gzip_text(R"([{"id":1}])")).sha256 != data.sha256);
}

BOOST_FIXTURE_TEST_CASE(many_records_are_all_found, scratch) {
    std::string text = "[";
    for (int i = 0; i < 5000; ++i)
        text += (i ? ",{\"id\":" : "{\"id\":") + std::to_string(i) +
                (i < 2000 ? "}" : ",\"response\":\"" + std::string(2000, 'x') + "\"}");
    const auto data = read(text + "]");
    BOOST_TEST(data.entries.size() == 5000U);
    BOOST_TEST(data.find("4999")->index == 4999U);
    BOOST_TEST(data.file_size > 4U << 20); // more than one piece
    BOOST_TEST(data.sha256.size() == 64U);
}

BOOST_FIXTURE_TEST_CASE(a_record_may_be_longer_than_what_is_read_at_a_time, scratch) {
    const std::string shorter(100'000, 's'), longer(3'000'000, 'l');
    std::string text;
    for (const std::string* response : {&shorter, &longer, &shorter, &longer, &longer, &shorter})
        text += "{\"id\":" + std::to_string(text.size()) + ",\"response\":\"" + *response + "\"}\n";
    BOOST_TEST(read(text).entries.size() == 6U);
    std::ranges::replace(text, '\n', ',');
    text.back() = ']';
    BOOST_TEST(read("[" + text).entries.size() == 6U);
    text.back() = 'x';
    const failure f = refused("[" + text);
    BOOST_TEST(f.message.find("record 6 (line 1, byte " + std::to_string(text.size()) +
                              "): a comma") != std::string::npos,
               f.message);
}

BOOST_FIXTURE_TEST_CASE(short_records_first_do_not_ask_for_room_for_as_many, scratch) {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "{\"id\":" + std::to_string(i) + "}\n";
    text += "{\"id\":\"large\",\"x\":\"" + std::string(4'000'000, 'x') + "\"}";
    const auto data = read(text);
    BOOST_TEST(data.entries.size() == 1001U);
    BOOST_TEST(data.entries.capacity() * sizeof(entry) < text.size() / 2);
}

BOOST_FIXTURE_TEST_CASE(without_a_digest_none_is_made, scratch) {
    const auto path = write("data.json", R"([{"id":1}])");
    for (const std::uint64_t held : {0, 1000})
        BOOST_TEST(read_dataset(path, {.held_up_to = held, .digest = false})->sha256 == "");
}

BOOST_AUTO_TEST_SUITE_END()
