// Words of ours with names in them that are written from right to left.
#pragma once

#include <string_view>
#include <vector>

namespace preceptron::report {

struct stretch {
    std::string_view text;
    bool right_to_left;
};

// The text in pieces, one after the other: each name in right-to-left letters by itself, with what
// joins its words, such as a hyphen, and with a number that belongs to it. A figure that follows
// belongs to our words.
std::vector<stretch> stretches_of(std::string_view text);

// Whether it has such a letter.
bool has_right_to_left(std::string_view text);

} // namespace preceptron::report
