// Counts the calls that may have been billed without leaving a result: no provider offers a way to
// ask, so a started call without a recorded outcome is assumed to be on the bill.
#pragma once

#include "journal/open_starts.hpp"
#include "journal/outline.hpp"

#include <cstdint>

namespace preceptron::journal {

struct doubtful_calls {
    std::uint64_t calls = 0;
    double usd = 0;
    std::uint64_t unpriced = 0; // of `calls`: cost unknown, not in `usd`
};

class double_billing {
  public:
    // Feed all records in the order of the journal; only four types matter.
    void add(const outline& record);

    // Calls that were sent and then lost: a start that no attempt, result or fail of its key
    // answers before the next start; an attempt of class transport, timeout or truncated, or of an
    // answer whose head could not be read, that is not known to have cost nothing; and a fail of
    // these, once its trial is asked again.
    // At what it is known to have cost, else at the start's worst case.
    const doubtful_calls& lost() const noexcept { return lost_; }

    // Starts without an outcome so far: in flight while the run lives, lost when it is dead.
    doubtful_calls unanswered() const;

    // All calls that may be on the bill and whose cost nobody has recorded, lost and unanswered
    // ones among them, at their worst cases. What a server refused (http_error) costs nothing.
    // With the recorded costs it is the most that a folder has spent.
    doubtful_calls unrecorded() const;

    // Lost and unanswered ones: "possibly billed twice" of a folder in which nothing runs.
    doubtful_calls total() const;

    // The most that a call might have cost at its start, in USD; 0 = none is known.
    double dearest_call_usd() const noexcept { return dearest_call_usd_; }

    // Answers, accepted or not, whose cost nobody has recorded.
    std::uint64_t unpriced_answers() const noexcept { return unpriced_answers_; }

  private:
    // The call that has no outcome yet; null = none.
    const open_start* open_call(const trial_key& key) const noexcept;
    // The call ended as `record` says, which may name what it cost.
    void settle(const outline& record, const open_start& start);

    open_starts open_;
    doubtful_calls lost_;
    std::uint64_t unpriced_answers_ = 0;
    double dearest_call_usd_ = 0;
    doubtful_calls unrecorded_; // calls with an outcome, or with another start behind them
};

} // namespace preceptron::journal
