// Whether a judge's requests are all refused, in the same words, from the run's first on: then what
// is wrong is in each of them (a setting, or an account's state that no rule knows yet), and the
// rest of the plan would be refused as well. So would it be by an address that answers with web
// pages, as a proxy's login does.
#pragma once

#include "benchmark/attempt.hpp"

#include <cstdint>
#include <optional>

namespace preceptron::pacing {

class refusal_watch {
  public:
    static constexpr int enough = 20;

    // An answer came, whatever it says: from now on a refusal concerns its entry.
    void on_answer() noexcept { requests_are_sound_ = true; }

    // An entry's first try has failed. True: so many were refused alike that no other request need
    // be sent. What may pass does not count, nor does a prompt that is too long, which others need
    // not be.
    bool add(const attempt_failure& f);

  private:
    bool requests_are_sound_ = false;
    std::optional<std::uint64_t> refusal_;
    int refused_ = 0;
};

} // namespace preceptron::pacing
