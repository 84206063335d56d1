// From a judge's words to a score, or to the reason why there is none.
#pragma once

#include "benchmark/failure_class.hpp"
#include "benchmark/verdict.hpp"
#include "judging/scale.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace preceptron::judging {

struct no_verdict {
    failure_class kind = failure_class::unparsed; // or out_of_scale
    std::string message;                          // one sentence, safe to print
};

// The reply must hold exactly one answer in the demanded form, {"score": number, "justification":
// text}: bare, in a code fence, or among prose and thinking (judging/reply_objects.hpp), with the
// liberties of judging/answer.hpp. Several answers with the same score are one, the first
// justification counts; with different scores there is no verdict.
//
// A score is a finite number, or a text that is one: "4", "4.5", "4/5", "4 out of 5" (the second
// number must be the scale's highest, as must be one beside the score called max_score, out_of or
// max). It must lie on the scale; the verdict holds the scale's own
// value. A number in prose is never taken for a score. Linear in the reply's length, whatever it
// is.
std::variant<verdict, no_verdict> parse_verdict(std::string_view reply, const scale& on,
                                                std::optional<double> max_score);

} // namespace preceptron::judging
