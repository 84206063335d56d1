// What a judge is shown: rendered text, ready to be put into any provider's request.
#pragma once

#include <string>

namespace preceptron {

struct prompt_messages {
    std::string system;
    std::string user;
};

} // namespace preceptron
