// All events of a piece of a stream at once.
#pragma once

#include "wire/sse_parser.hpp"

#include <string_view>

namespace preceptron::tests {

// Calls on_event(name, data) for every event that `bytes` complete.
template<class OnEvent>
void feed(wire::sse_parser& parser, std::string_view bytes, OnEvent&& on_event) {
    while (parser.next(bytes))
        on_event(parser.name(), parser.data());
}

} // namespace preceptron::tests
