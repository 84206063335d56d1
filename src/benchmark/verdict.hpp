// A judge's score for one answer, and its reason.
#pragma once

#include <string>

namespace preceptron {

struct verdict {
    double score = 0; // finite and on the task's scale
    std::string justification;
};

} // namespace preceptron
