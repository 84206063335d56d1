// The JSON objects that a judge's reply holds, found among prose, code fences and thinking.
#pragma once

#include <string_view>
#include <vector>

namespace preceptron::judging {

struct reply_objects {
    std::vector<std::string_view> found; // from { to }, not within one another; not yet parsed
    bool cut_off = false;                // the reply ends inside an object
    bool still_thinking = false;         // the reply ends inside its <think> block
};

// An object begins where { is followed by a quote; other braces are prose. What is inside an object
// is never looked at on its own, so a broken one does not yield the scores of its parts. Whatever
// stands before the last </think> is thinking and does not count, with or without a <think> (some
// templates swallow it), unless that </think> is itself text inside an object. Linear.
reply_objects find_objects(std::string_view reply);

} // namespace preceptron::judging
