#include "dataset/record_stream.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace preceptron;
using namespace preceptron::dataset;

BOOST_AUTO_TEST_SUITE(stream_of_records)

struct split {
    std::vector<std::string> records;
    std::vector<std::size_t> offsets;
    std::string problem;
};

split split_all(std::string_view text) {
    split s;
    record_stream source{text_window(text)};
    for (;;) {
        const auto record = source.next();
        if (!record) {
            BOOST_TEST((record.error().code == errc::bad_dataset));
            s.problem = record.error().message;
            return s;
        }
        if (!*record)
            return s;
        s.records.emplace_back(**record);
        s.offsets.push_back(source.offset());
    }
}

void expect(std::string_view text, const std::vector<std::string>& records) {
    BOOST_TEST_CONTEXT(text) {
        const split s = split_all(text);
        BOOST_TEST(s.problem == "");
        BOOST_TEST(s.records == records, boost::test_tools::per_element());
        for (std::size_t i = 0; i < s.records.size(); ++i)
            BOOST_TEST(text.substr(s.offsets[i], s.records[i].size()) == s.records[i]);
    }
}

void expect_problem(std::string_view text, std::string_view part) {
    BOOST_TEST_CONTEXT(text) {
        const split s = split_all(text);
        BOOST_TEST(s.problem.find(part) != std::string::npos, s.problem);
    }
}

BOOST_AUTO_TEST_CASE(arrays) {
    expect("[]", {});
    expect(" [ \n ] \n", {});
    expect("[{}]", {"{}"});
    expect("[{\"a\":1},{\"b\":[{}]}]", {"{\"a\":1}", "{\"b\":[{}]}"});
    expect("[\n {\"a\":\n1}\n ,\r\n\t{\"b\":2} ]\n", {"{\"a\":\n1}", "{\"b\":2}"});
}

BOOST_AUTO_TEST_CASE(lines) {
    expect("{\"a\":1}", {"{\"a\":1}"});
    expect("{\"a\":1}\n{\"b\":2}\n", {"{\"a\":1}", "{\"b\":2}"});
    expect("\n\n {\"a\":1} \r\n\n\t{\"b\":2}\r\n \n", {"{\"a\":1}", "{\"b\":2}"});
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped) {
    expect("\xEF\xBB\xBF[{}]", {"{}"});
    expect("\xEF\xBB\xBF{}\n{}", {"{}", "{}"});
}

BOOST_AUTO_TEST_CASE(brackets_and_quotes_in_strings_do_not_split) {
    const std::string hard = R"({"a":"}],{[","b\"":"\\","c":"\\\"}","d":"é}😀"})";
    expect("[" + hard + "," + hard + "]", {hard, hard});
    expect(hard + "\n" + hard, {hard, hard});
}

BOOST_AUTO_TEST_CASE(a_file_without_records_is_refused) {
    for (const char* text : {"", " \n", "\xEF\xBB\xBF", "\xEF\xBB\xBF \n"})
        expect_problem(text, "there is nothing in it");
    expect_problem("id,grade\n1,2", "not with \"id,grade 1,2\"");
    expect_problem("\"text\"", "a JSON array of objects begins with [");
    expect_problem("\xFF\xFE[", "the file is UTF-16: save it as UTF-8");
}

BOOST_AUTO_TEST_CASE(problems_name_record_line_and_byte) {
    expect_problem("[{}\n,{}\n", "record 2 (line 2, byte 7): the file ends inside the array");
    expect_problem("[", "record 0 (line 1, byte 0): the file ends inside the array");
    expect_problem("[{},", "record 1 (line 1, byte 3): the file ends inside the array");
    expect_problem("[{},\n{\"a\":[1}", "record 1 (line 2, byte 5): it begins here and never ends");
    expect_problem("[{},\n{\"a\":\"]}", "record 1 (line 2, byte 5): it begins here and never ends");
    expect_problem("[{},]", "record 1 (line 1, byte 4): there is a comma after the last record");
    expect_problem("[,{}]", "record 0 (line 1, byte 1): it is not a JSON object");
    expect_problem("[{},\n7]", "record 1 (line 2, byte 5): it is not a JSON object");
    expect_problem("[{},[]]", "it is not a JSON object");
    expect_problem("[{} {}]", "record 1 (line 1, byte 4): a comma or the closing ]");
    expect_problem("[{}x]", "a comma or the closing ]");
    expect_problem("[{}] {}", "record 1 (line 1, byte 5): there is text after the array's end");
    expect_problem("{}\n7\n", "record 1 (line 2, byte 3): it is not a JSON object");
    expect_problem("{}\n[]\n", "record 1 (line 2, byte 3): it is not a JSON object");
    expect_problem("{}\n{\"a\":\n1}\n", "record 1 (line 2, byte 3): it does not end on its line");
    expect_problem("{}\n{\"a\":1", "record 1 (line 2, byte 3): it does not end on its line");
}

BOOST_AUTO_TEST_CASE(hostile_nesting_and_quoting_take_linear_time) {
    expect_problem("[" + std::string(2'000'000, '{'), "never ends");
    std::string quotes = "[{\"";
    for (int i = 0; i < 1'000'000; ++i)
        quotes += "\\\"";
    expect_problem(quotes, "never ends");
    expect_problem("[{\"" + std::string(2'000'000, '\\'), "never ends");
}

BOOST_AUTO_TEST_SUITE_END()
