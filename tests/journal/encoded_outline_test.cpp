#include "journal/encoded_outline.hpp"
#include "journal/frame.hpp"
#include "journal/sample_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cmath>
#include <random>

using namespace preceptron;
using namespace preceptron::journal;
using namespace preceptron::test;

BOOST_AUTO_TEST_SUITE(encoded_outlines)

namespace {

bool same(std::optional<double> a, std::optional<double> b) {
    return a.has_value() == b.has_value() &&
           (!a || std::bit_cast<std::uint64_t>(*a) == std::bit_cast<std::uint64_t>(*b));
}

bool same(const outline& a, const outline& b) {
    return a.type == b.type && a.type_name == b.type_name && a.key == b.key && a.judge == b.judge &&
           a.task == b.task && a.entry_id == b.entry_id && a.repeat == b.repeat &&
           a.attempt == b.attempt && a.seq == b.seq && a.http_status == b.http_status &&
           same(a.score, b.score) && same(a.usd, b.usd) && a.kind == b.kind &&
           a.retryable == b.retryable;
}

// Whether it was read by comparing text; then as the walk reads it.
bool is_read(std::string_view body) {
    outline o;
    if (!read_encoded_outline(body, o))
        return false;
    const auto walked = walk_outline(body);
    BOOST_TEST_CONTEXT(body) {
        BOOST_REQUIRE(walked.has_value());
        BOOST_REQUIRE(same(o, *walked));
    }
    return true;
}

const std::string key = to_hex(key_of(1));

// A result up to its score, which is missing.
std::string unscored(std::string_view numbers = R"("repeat":7,"attempts":2)") {
    return R"({"type":"result","seq":12,"key":")" + key +
           R"(","judge":"j","task":"t","entry_id":"e",)" + std::string(numbers) + ",\"score\":";
}

bool reads_number(const std::string& number) {
    const std::string price = R"(,"worst_usd":)" + number + R"(,"time":"x"})";
    const bool read = is_read(unscored() + number + R"(,"time":"x"})");
    BOOST_TEST(is_read(R"({"type":"start","key":")" + key + R"(","attempt":1)" + price) == read);
    return read;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_encoder_s_starts_and_results_are_read) {
    std::mt19937_64 random(1);
    const auto any_double = [&] {
        const double d = std::bit_cast<double>(random());
        return std::isfinite(d) ? d : 0.5;
    };
    for (int n = 0; n < 5000; ++n) {
        auto start = sample_start(n, n + 1);
        auto answer = sample_result(n);
        answer.trial.repeat = n % 101;
        switch (n % 4) {
        case 0: // as they are
            break;
        case 1:
            start.worst_usd.reset();
            answer.cost_usd.reset();
            break;
        case 2:
            start.worst_usd = any_double();
            answer.score = any_double();
            answer.cost_usd = any_double();
            break;
        default:
            start.worst_usd = static_cast<double>(random() % 100000) / 3e6;
            answer.score = static_cast<double>(random() % 1000) / 100 - 5;
            answer.cost_usd = static_cast<double>(random() % 100000) * 1e-7;
        }
        BOOST_REQUIRE(is_read(body_of(start)));
        BOOST_REQUIRE(is_read(body_of(answer)));
    }
}

BOOST_AUTO_TEST_CASE(other_types_are_left_to_the_walk) {
    BOOST_TEST(!is_read(body_of(sample_head())));
    BOOST_TEST(!is_read(body_of(sample_fail(1))));
    BOOST_TEST(!is_read(R"({"type":"moon","key":""})"));
    BOOST_TEST(!is_read(""));
}

BOOST_AUTO_TEST_CASE(numbers_are_the_doubles_nearest_to_their_text) {
    for (const char* number : {"0",
                               "-0",
                               "-0.0",
                               "5",
                               "4.0",
                               "0.1",
                               "-2.5",
                               "0.003274",
                               "0.04297083333333333",
                               "9007199254740992",
                               "9007199254740993",
                               "9007199254740993.0",
                               "1e22",
                               "1e-7",
                               "1.5E3",
                               "123456789012345678901234567890",
                               "0.1234567890123456789012345",
                               "179769313486231570e291",
                               "2.2250738585072014e-308",
                               "5e-324",
                               "007.50",
                               "0.000000000000000001"})
        BOOST_TEST(reads_number(number), number);
    for (const char* number : {"", "-", ".", "+1", "nan", "inf", "1e999", "null", "\"1\"", "1 ",
                               " 1", "1.2.3", "--1", "0x10", "1e", "1]", "[1,2]", "{\"a\":1}"})
        BOOST_TEST(!reads_number(number), number);
}

// Digits are read eight at a time: each length, with the point at each place.
BOOST_AUTO_TEST_CASE(decimals_of_all_lengths_are_the_doubles_nearest_to_their_text) {
    std::mt19937_64 random(1);
    for (std::size_t length = 1; length <= 24; ++length)
        for (std::size_t point = 1; point <= length; ++point)
            for (int n = 0; n < 20; ++n) {
                std::string number;
                for (std::size_t i = 0; i < length; ++i)
                    number += static_cast<char>('0' + random() % 10);
                if (point < length)
                    number.insert(point, ".");
                BOOST_TEST_REQUIRE(reads_number(number), number);
            }
}

BOOST_AUTO_TEST_CASE(sequence_numbers_of_all_lengths_are_read) {
    for (std::uint64_t seq = 1; seq < 1'000'000'000'000'000'000; seq *= 10)
        for (const std::uint64_t number : {seq - 1, seq, seq + 1, 7 * seq + seq / 3}) {
            std::string body = unscored() + R"(4,"time":"x"})";
            body.replace(body.find("12"), 2, std::to_string(number));
            BOOST_TEST_REQUIRE(is_read(body), body);
        }
}

BOOST_AUTO_TEST_CASE(names_without_escapes_are_known_to_be_plain) {
    outline o;
    BOOST_REQUIRE(read_encoded_outline(unscored() + R"(4,"time":"x"})", o));
    BOOST_TEST(o.plain_names);
}

BOOST_AUTO_TEST_CASE(counts_that_may_be_out_of_range_are_left_to_the_walk) {
    const std::string end = R"(4,"time":"x"})";
    BOOST_TEST(is_read(unscored(R"("repeat":999999999,"attempts":1)") + end));
    for (const char* number : {"4294967295", "4294967296", "99999999999999999999", "-1", "1.0", ""})
        BOOST_TEST(
            !is_read(unscored(R"("repeat":)" + std::string(number) + R"(,"attempts":1)") + end));
}

BOOST_AUTO_TEST_CASE(escapes_missing_members_and_another_order_are_left_to_the_walk) {
    const std::string end = R"(4,"time":"x"})";
    BOOST_TEST(is_read(unscored() + end));
    for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
             {R"("judge":"j")", R"("judge":"a\"b")"},
             {R"("judge":"j")", R"("judge":"a\\")"},
             {R"("judge":"j")", R"("judge":7)"},
             {R"("judge":"j",)", ""},
             {R"("task":"t",)", R"("task":"t","task":"u",)"},
             {R"("task":"t","entry_id":"e")", R"("entry_id":"e","task":"t")"},
             {R"("seq":12,)", ""},
             {R"("entry_id":"e",)", R"("entry_id": "e",)"},
             {R"("time":"x")", R"("score":5,"time":"x")"},
             {"{", "{ "},
             {key, std::string(64, 'A')},
             {key, key.substr(1)}}) {
        std::string body = unscored() + end;
        body.replace(body.find(from), from.size(), to);
        BOOST_TEST(!is_read(body), body);
    }
}

BOOST_AUTO_TEST_CASE(what_follows_the_time_changes_nothing) {
    for (const char* rest :
         {R"("x","score":5,"key":"","judge":"k"})", R"("x)", "", "}", "[[", R"(5)"})
        BOOST_TEST(is_read(unscored() + R"(4.5,"time":)" + rest), rest);
}

BOOST_AUTO_TEST_CASE(records_cut_or_changed_at_any_byte_are_read_as_by_the_walk) {
    int read = 0;
    for (const std::string& whole :
         {body_of(sample_start(1)), unscored() + R"(-4.25,"cost_usd":0.5,"time":"x"})"})
        for (std::size_t i = 0; i < whole.size(); ++i) {
            read += is_read(whole.substr(0, i));
            for (int c = 1; c < 256; ++c) {
                std::string body = whole;
                body[i] = static_cast<char>(c);
                read += is_read(body);
            }
        }
    BOOST_TEST(read > 0);
}

BOOST_AUTO_TEST_SUITE_END()
