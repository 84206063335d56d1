// Reads one JSON object of a reply as an answer: a score and a justification.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace preceptron::judging {

// A "score" member's value. What number it means depends on the scale: judging/verdict.hpp.
struct given_score {
    enum class kind { number, text, other };
    kind is;
    std::string text; // of a number its digits, of a text its content, of anything else its kind
};

struct answer {
    enum class state {
        none,      // no score in it
        one,       // an answer
        ambiguous, // more than one object inside it has a score of its own, or one beside what
                   // casts doubt on it
        broken,    // not JSON, but with a score: what it meant cannot be known
    };
    state is = state::none;
    std::vector<given_score> scores; // of state::one; several when the key occurs several times
    std::vector<std::string> maxima; // beside it, called max_score, out_of or max; with digits
    std::string justification;       // may be empty
};

// Which score counts: one whose object is not inside another object with a score. So
// {"score": 7, "parts": {"summary": {"score": 3}}} scores 7, {"result": {"score": 4}} scores 4, and
// {"a": {"score": 3}, "b": {"score": 4}} is ambiguous. So is {"parts": [{"score": 3}], "total": 7}:
// an only score inside with a number beside it, which may be the whole's under another name, and
// {"error": "cannot grade", "previous": {"score": 5}}.
//
// Keys are compared without regard to case. The justification is the text called justification,
// else rationale, reasoning, explanation or comment, in the score's object, else in one around it.
//
// Slips that leave no doubt are forgiven: a comma before a closing bracket, line breaks and other
// control characters in strings, backslashes that escape nothing. The demanded form itself,
// repeated as {"score": number, …} or {"score": <0-5>, …}, is no answer. Nesting beyond 64 is
// broken.
answer read_answer(std::string_view object);

} // namespace preceptron::judging
