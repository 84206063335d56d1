// What a plan would ask and cost, before anything is sent.
#pragma once

#include "cli/console/console.hpp"
#include "journal/contents.hpp"
#include "session/planning/make_plan.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace preceptron::cli {

// Of one cell's open trials, or of all.
struct estimated_calls {
    std::uint64_t requests = 0;
    double input_tokens = 0, output_tokens = 0;
    std::optional<double> usd; // absent = a price is unknown
    double seconds = 0;        // at least: the longest of the following
    double thread_seconds = 0; // at as many calls at a time as the account's threads
    // As long as the limits a minute last, however quick calls are: those of the account,
    // which all its judges share, and the judge's own.
    double account_limit_seconds = 0, judge_limit_seconds = 0;
};

// How long an account's calls last at the limits a minute, however quick they are. Its judges are
// asked side by side: each keeps its own limits, and all together the account's.
class time_at_limits {
  public:
    void add(const std::string& judge, const estimated_calls& cell);
    double seconds() const;

  private:
    double account_ = 0;
    std::map<std::string, double> judges_;
};

// Of one task: what entries lack that its prompt names.
struct lacking_context {
    dataset::id_list unsent;                      // no prompt can be made of them
    std::set<std::string> unsent_for;             // the fields
    std::map<std::string, std::uint64_t> without; // by field; the prompt says "(not available)"
};

struct plan_estimate {
    std::vector<estimated_calls> cells; // as in the plan
    estimated_calls all;                // seconds: accounts are asked side by side
    // A line a cell with requests, tokens, cost and least time, and a line for all. Estimates: four
    // bytes of a prompt a token, 300 tokens an answer, two seconds a call at the configured
    // threads; reasoning models write more. The text says so.
    std::string text;
    std::optional<double> cheapest_call_usd; // at its worst: less, and no call leaves
    std::map<std::string, lacking_context> lacking; // by task
};

plan_estimate estimate(const session::run_inputs& inputs, const session::planned_run& planned);

// The same of one cell's open trials.
estimated_calls estimate_cell(const session::run_inputs& inputs, const plan_cell& cell);

// Of a plan's stale trials, by the same estimate; nothing when the price of one of their judges is
// unknown.
std::optional<double> usd_to_judge_again(const session::run_inputs& inputs,
                                         const session::planned_run& planned,
                                         const journal::stored_results& stored);

// Whether what is left of the budget suffices for none of the plan's calls.
bool budget_is_spent(const plan_estimate& e, const session::run_inputs& inputs,
                     const journal::journal_contents& stored);

// What of the plan would come to nothing: entries that are not sent, or lack a part of their
// prompt, and a budget that is less than the estimate.
void say_estimate(const console& out, const plan_estimate& e, const session::run_inputs& inputs,
                  const journal::journal_contents& stored);

} // namespace preceptron::cli
