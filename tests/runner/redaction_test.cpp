// A key in what a server says.
#include "core/base64.hpp"
#include "runner/redaction.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <new>

#include <malloc.h>

using namespace preceptron;

namespace {

// What no memory may hold that is given back, and whether some did.
std::string_view watched_for;
bool given_back = false;

} // namespace

void* operator new(std::size_t size) {
    if (void* const memory = std::malloc(size > 0 ? size : 1))
        return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return std::malloc(size > 0 ? size : 1);
}
void operator delete(void* memory) noexcept {
    if (memory && !watched_for.empty()) {
        const std::string_view bytes(static_cast<char*>(memory), malloc_usable_size(memory));
        given_back = given_back || bytes.find(watched_for) != std::string_view::npos;
    }
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}

namespace {

std::string redacted(std::string text, std::string_view key = "sk-canary/12+34") {
    const secret hidden = std::move(secret::make(key, "test").value());
    runner::redaction(&hidden).apply(text);
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(redaction)

BOOST_AUTO_TEST_CASE(cuts_out_the_key_however_it_is_written) {
    BOOST_TEST(redacted("a sk-canary/12+34 and sk-canary/12+34.") == "a [key] and [key].");
    BOOST_TEST(redacted("sk-canary%2F12%2B34") == "[key]");
    BOOST_TEST(redacted("sk-canary%2f12%2b34") == "[key]");
    BOOST_TEST(redacted(R"("sk-canary\/12+34")") == R"("[key]")");
    BOOST_TEST(redacted("nothing of the kind") == "nothing of the kind");
}

BOOST_AUTO_TEST_CASE(knows_the_key_by_its_escapes_and_in_other_letter_case) {
    const std::string_view key = "sk-canary/12+34";
    std::string json, twice, html, percent;
    for (const char c : key) {
        std::array<char, 8> hex{};
        std::snprintf(hex.data(), hex.size(), "%02x", c);
        json += std::string("\\u00") + hex.data();
        twice += std::string("\\\\u00") + hex.data();
        html += "&#" + std::to_string(c) + ";";
        percent += std::string("%") + hex.data();
    }
    for (const std::string& written :
         {json, twice, html, percent, std::string("SK-CANARY/12+34"),
          std::string("sk-canary\\/12\\u002B34"), std::string("sk-canary&#x2F;12&#43;34")}) {
        BOOST_TEST(redacted("a " + written + " b") == "a [key] b");
        BOOST_TEST(redacted(R"({"k":")" + written + R"(\n"})") == R"({"k":"[key]\n"})");
    }
    BOOST_TEST(redacted(R"(\n\tsk-canary/12+34\\)") == R"(\n\t[key]\\)");
    BOOST_TEST(redacted(R"(\u00e4 & 100% &#x; &#1234567890; %zz \u12)") ==
               R"(\u00e4 & 100% &#x; &#1234567890; %zz \u12)");
}

BOOST_AUTO_TEST_CASE(cuts_out_what_is_left_of_a_key_that_is_cut) {
    const std::string key = "sk-proj-0A/b+" + std::string(150, 'x') + "Z";
    std::string escaped;
    for (const char c : key)
        escaped += c == '/'   ? std::string("\\/")
                   : c == '+' ? std::string("\\u002b")
                              : std::string(1, c);
    for (const std::string& echo :
         {key, escaped, base64("user:" + key), base64("Bearer " + key), base64("us:" + key)})
        for (std::size_t end = 0; end <= echo.size(); ++end) {
            const std::string said = "your key is " + echo.substr(0, end);
            const std::string left = redacted(said, key);
            BOOST_TEST(left.size() < 12 + 8 + 8u, left); // at most a scheme in base64, and so much
        }
    for (std::size_t end = 0; end <= key.size(); ++end) {
        const std::string kept = end < 6 ? key.substr(0, end) : "[key]";
        BOOST_TEST(redacted("your key is " + key.substr(0, end), key) == "your key is " + kept);
        const std::string inside = end < 16 ? key.substr(0, end) : "[key]";
        BOOST_TEST(redacted("It is " + key.substr(0, end) + "... .", key) ==
                   "It is " + inside + "... .");
    }
    BOOST_TEST(redacted("sk-canary/12\\u00") == "[key]");
    BOOST_TEST(redacted("two: sk-canary/12+34, and sk-canary/12+3") == "two: [key], and [key]");
}

BOOST_AUTO_TEST_CASE(takes_time_in_proportion_to_the_text) {
    const std::string backslashes(4 << 20, '\\'), entities(4 << 20, '&');
    BOOST_TEST((redacted(backslashes) == backslashes));
    BOOST_TEST((redacted(entities) == entities));
    std::string beginnings;
    while (beginnings.size() < 4 << 20)
        beginnings += "sk-canary/12+3 ";
    BOOST_TEST((redacted(beginnings + "9") == beginnings + "9"));
}

BOOST_AUTO_TEST_CASE(cuts_it_out_of_base64_wherever_it_stands_in_the_text) {
    for (const std::string before : {"", "B", "Be", "Bea", "Bearer ", "user:"})
        for (const std::string after : {"", "\n", "xy", "xyz"}) {
            const std::string text = redacted(base64(before + "sk-canary/12+34" + after));
            BOOST_TEST(text.find("[key]") != std::string::npos, before + "|" + after);
            BOOST_TEST(text.size() < 8 + before.size() * 2 + after.size() * 2 + 8);
        }
}

BOOST_AUTO_TEST_CASE(a_key_that_may_be_a_word_is_cut_out_as_it_is_written_only) {
    BOOST_TEST(redacted("Ollama lists, ollama. OLLAMA", "ollama") == "Ollama lists, [key]. OLLAMA");
    BOOST_TEST(redacted(R"(\u006fllama)", "ollama") == "[key]");
}

BOOST_AUTO_TEST_CASE(leaves_short_keys_alone_and_works_without_one) {
    BOOST_TEST(redacted("the key none is none", "none") == "the key none is none");
    std::string text = "sk-canary";
    runner::redaction(nullptr).apply(text);
    BOOST_TEST(text == "sk-canary");
}

BOOST_AUTO_TEST_CASE(leaves_the_key_in_no_memory_that_it_gives_back) {
    // One whose forms are short enough to live inside their objects, and one whose are not.
    for (const std::string key : {"sk-/ab", "sk-canary/12+34/0123456789/0123456789"}) {
        const secret hidden = std::move(secret::make(key, "test").value());
        std::string percent = "sk-%2F", escaped = "sk-\\/", encoded = base64(key).substr(0, 8);
        if (key.size() > 20)
            percent = "sk-canary%2F", escaped = "sk-canary\\/";
        for (const std::string& form : {key, percent, escaped, encoded}) {
            std::string text = "nothing of the kind";
            given_back = false;
            watched_for = form;
            runner::redaction(&hidden).apply(text);
            watched_for = {};
            BOOST_TEST(!given_back, form);
        }
    }
}

BOOST_AUTO_TEST_CASE(covers_every_text_of_an_outcome) {
    const secret hidden = std::move(secret::make("sk-canary-0001", "test").value());
    attempt_failure f;
    for (std::string* text : {&f.message, &f.server_code, &f.server_message, &f.request_id, &f.raw,
                              &f.text, &f.finish_reason, &f.served_model})
        *text = "sk-canary-0001";
    attempt_outcome outcome = f;
    runner::redaction(&hidden).apply(outcome);
    const auto& got = std::get<attempt_failure>(outcome);
    for (const std::string* text :
         {&got.message, &got.server_code, &got.server_message, &got.request_id, &got.raw, &got.text,
          &got.finish_reason, &got.served_model})
        BOOST_TEST(*text == "[key]");
}

BOOST_AUTO_TEST_SUITE_END()
