// Why something did not work, with our words and the outside's words kept apart: text from a
// server, a file or a model may hold anything, so whoever prints it escapes it
// (core/printable.hpp).
#pragma once

#include "core/errc.hpp"

#include <string>

namespace preceptron {

struct failure {
    errc code;
    std::string message;        // ours: what, where, what to do; safe to print
    std::string server_message; // theirs: unescaped, may be empty

    friend bool operator==(const failure&, const failure&) = default;
};

} // namespace preceptron
