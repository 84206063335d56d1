// The bodies of errors, in all the shapes that providers give them.
#include "provider/error_body.hpp"
#include "provider/exchange.hpp"
#include "provider/json_reader.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace preceptron;
using namespace preceptron::tests;
using provider::server_error;

namespace {

server_error read(std::string_view body) {
    provider::json_reader reader;
    const auto* const value = reader.read(body);
    BOOST_REQUIRE(value);
    return provider::read_error_body(*value).value_or(server_error{});
}

} // namespace

BOOST_AUTO_TEST_SUITE(error_body)

BOOST_AUTO_TEST_CASE(every_shape_of_error_body_is_read) {
    struct row {
        const char *body, *name, *message;
    };
    for (const row& r : {
             row{R"({"error":{"message":"m","type":"t","param":null,"code":"c"}})", "c", "m"},
             row{R"({"error":{"message":"m","type":"t","code":null}})", "t", "m"},
             row{R"({"error":{"message":"m","code":502}})", "502", "m"},
             row{R"({"error":"m"})", "", "m"},
             row{R"({"error":"m","code":"c"})", "c", "m"},
             row{R"({"error":400,"message":"m"})", "400", "m"},
             row{R"({"type":"error","error":{"type":"t","message":"m"}})", "t", "m"},
             row{R"({"object":"error","message":"m","type":"t","code":400})", "400", "m"},
             row{R"({"statusCode":401,"message":"m"})", "401", "m"},
             row{R"({"message":"m"})", "", "m"},
             row{R"({"detail":"m"})", "", "m"},
             row{R"({"detail":[{"type":"missing","loc":["body","x"],"msg":"m"}]})", "missing",
                 "x: m"},
             row{R"({"detail":{"message":"m","code":"c"}})", "c", "m"},
             row{R"({"detail":{"detail":"m"}})", "", "m"},
             row{R"({"object":"error","message":{"detail":[{"msg":"m"}]},"type":"t"})", "t", "m"},
             row{R"([{"error":{"code":429,"message":"m"}}])", "429", "m"},
             row{R"({"error":{"message":"m","metadata":{"error_type":"t"}}})", "t", "m"},
         }) {
        BOOST_TEST(read(r.body).name() == r.name, r.body);
        BOOST_TEST(read(r.body).message == r.message, r.body);
    }
    BOOST_TEST(read(R"({"detail":[{"loc":["body","x"],"msg":"m"}]})").param == "x");
}

BOOST_AUTO_TEST_CASE(any_type_may_stand_anywhere) {
    for (const char* body :
         {"null", "3", "\"x\"", "[]", "[[]]", "{}", R"({"error":null})", R"({"error":[]})",
          R"({"error":true})", R"({"error":{}})", R"({"error":{"message":{},"code":[],"type":1}})",
          R"({"detail":{}})", R"({"detail":[1,{},{"loc":[]}]})", R"({"error":1e400})",
          R"({"error":{"code":-1}})", R"({"error":{"code":1e300,"metadata":"x"}})",
          R"({"error":{"innererror":[],"availability":7}})"}) {
        read(body);
        const attempt_failure f = decode_error("openai", 400, body);
        BOOST_TEST(to_string(f.kind) == "http_error", body);
        BOOST_TEST(f.raw == body);
    }
}

BOOST_AUTO_TEST_CASE(no_error_is_seen_in_a_good_body) {
    provider::json_reader reader;
    for (const char* body : {R"({"choices":[],"error":null})", R"({"error":""})", R"({"error":{}})",
                             R"({"error":0,"object":"chat.completion"})"})
        BOOST_TEST(!provider::find_error(*reader.read(body)), body);
}

BOOST_AUTO_TEST_CASE(an_error_around_the_choices_goes_before_one_in_them) {
    BOOST_TEST(decode_failure("openai", json_head(),
                              R"({"error":{"message":"around"},"choices":[{"error":)"
                              R"({"message":"within"}}]})")
                   .server_message == "around");
}

BOOST_AUTO_TEST_SUITE_END()
