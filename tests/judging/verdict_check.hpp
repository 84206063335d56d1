// The verdict that a reply must have, and the words in which one without a verdict is refused.
#pragma once

#include "judging/verdict.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace preceptron::tests {

using namespace preceptron::judging;

inline const scale bond{{0, 2, 2.5, 3, 3.5, 4, 4.5, 5}, 0, {}, {}};
inline const scale half_points{{}, 0, 19, 0.5};
inline const scale of_the_entry{{}, 0, {}, {}};

using outcome = std::variant<verdict, no_verdict>;

inline void expect(const outcome& got, double score, std::string_view justification) {
    const auto* v = std::get_if<verdict>(&got);
    BOOST_TEST_REQUIRE(v, (v ? "" : std::get<no_verdict>(got).message));
    BOOST_TEST(v->score == score);
    BOOST_TEST(v->justification == justification);
}

// Where no scale is named, it is `bond`.
inline void expect(std::string_view reply, double score, std::string_view justification) {
    BOOST_TEST_CONTEXT(reply) {
        expect(parse_verdict(reply, bond, {}), score, justification);
    }
}

inline void refuse(std::string_view reply, std::string_view message,
                   failure_class kind = failure_class::unparsed) {
    BOOST_TEST_CONTEXT(reply.substr(0, 200)) {
        const outcome got = parse_verdict(reply, bond, {});
        const auto* none = std::get_if<no_verdict>(&got);
        BOOST_TEST_REQUIRE(none);
        BOOST_TEST((none->kind == kind));
        BOOST_TEST(none->message.find(message) != std::string::npos, none->message);
    }
}

// What is said of replies without a verdict.
inline constexpr std::string_view no_answer = "the reply holds no JSON object with a score";
inline constexpr std::string_view no_number = "the score is not a number on this scale";
inline constexpr std::string_view two_scores = "the reply gives two scores";
inline constexpr std::string_view not_json = "the answer is not valid JSON";
inline constexpr std::string_view cut = "the reply ends inside a JSON object";
inline constexpr std::string_view several = "the answer holds several scores";

} // namespace preceptron::tests
