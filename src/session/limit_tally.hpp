// What limited a run, counted at each look at it: what held it back most of the time is told at the
// end, and of each account kept in the journal.
#pragma once

#include "journal/record.hpp"
#include "pacing/limiting_factor.hpp"
#include "runner/progress.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

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
    // In the order of the lanes; those that never had work to do are not among them.
    std::vector<journal::account_limits> by_account() const;

  private:
    struct seen {
        std::uint64_t looks = 0;
        std::string advice;
    };
    using seen_factors = std::map<pacing::limiting_factor, seen>; // known ones
    struct seen_account {
        std::string name;
        std::uint64_t looks = 0;
        seen_factors by_factor;
    };
    void add(const runner::lane_progress& lane);

    std::uint64_t looks_ = 0;
    seen_factors by_factor_;
    std::vector<seen_account> accounts_;
};

} // namespace preceptron::session
