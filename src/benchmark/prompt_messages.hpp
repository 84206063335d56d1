// What a judge is shown: rendered text, ready to be put into any provider's request.
#pragma once

#include "core/shared_text.hpp"

#include <cstddef>
#include <string>

namespace preceptron {

struct prompt_messages {
    shared_text system; // the same for many entries
    std::string user;

    std::size_t bytes() const noexcept { return system.size() + user.size(); }
};

} // namespace preceptron
