// Whether to go on after a pilot.
#pragma once

#include "cli/console/console.hpp"

#include <optional>

namespace preceptron::cli {

// Whether there is a terminal to ask at, and messages are for people.
bool can_ask(const console& out);

// A question at the terminal. Where nobody can be asked the answer is no, and the reader is told of
// --yes.
class pilot_question {
  public:
    explicit pilot_question(const console& out) : out_(out) {}

    // The first time it is put; then, without waiting, whether it has been answered. No longer
    // `still_asked`: no.
    std::optional<bool> answer(bool still_asked);

  private:
    const console& out_;
    bool put_ = false;
};

} // namespace preceptron::cli
