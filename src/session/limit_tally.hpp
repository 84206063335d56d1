// What limited a run, counted at each look at it: what held it back most of the time is told at the
// end.
#pragma once

#include "pacing/limiting_factor.hpp"
#include "runner/progress.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace preceptron::session {

struct main_limit {
    pacing::limiting_factor factor = pacing::limiting_factor::nothing; // for long enough
    double share = 0;                                                  // of the looks
    std::string advice; // what would have helped, as the lanes last said
};

class limit_tally {
  public:
    void add(const runner::progress_snapshot& now);
    main_limit most() const;

  private:
    struct seen {
        std::uint64_t looks = 0;
        std::string advice;
    };
    std::uint64_t looks_ = 0;
    std::map<pacing::limiting_factor, seen> by_factor_; // known ones
};

} // namespace preceptron::session
