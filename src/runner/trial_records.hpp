// The journal's records of one trial, filled from what happened.
#pragma once

#include "judging/prompt.hpp"
#include "judging/verdict.hpp"
#include "pacing/retry_policy.hpp"
#include "runner/benchmark_run.hpp"
#include "runner/call_judge.hpp"

namespace preceptron::runner {

// What all records of a trial have in common.
struct trial_identity {
    const tested_judge& judge;
    const entry& judged;
    int repeat = 0;
    journal::trial_key key{};
    int attempts = 0;     // requests sent so far
    double worst_usd = 0; // of each attempt; 0 where the price is unknown

    journal::trial_record record() const;
};

// What an attempt may cost at most, in USD, with an answer as long as it may be, or, where the
// judge has no cap, twice the longest so far and 4,096 tokens at least. Nothing where the price is
// unknown.
std::optional<double> worst_case_usd(const tested_judge& judge, const prompt_messages& prompt);

// What the attempt is known to have cost, in USD: nothing where a call may be billed that nobody
// can tell the price of.
std::optional<double> known_cost(const tested_judge& judge, const attempt_report& report);

journal::start_record make_start(const trial_identity& who);
journal::attempt_record make_attempt(const trial_identity& who, const attempt_failure& f,
                                     const phase_times& phases);
journal::result_record make_result(const trial_identity& who, const reply& answer,
                                   const verdict& accepted,
                                   std::vector<std::string> context_missing,
                                   const phase_times& phases);
journal::fail_record make_fail(const trial_identity& who, const attempt_failure& f,
                               const pacing::retry_decision& decision, const phase_times& phases);

// An answer without a usable score, as the failure that the retry policy reads.
attempt_failure without_score(const reply& answer, const judging::no_verdict& why);

} // namespace preceptron::runner
