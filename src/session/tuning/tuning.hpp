// Changes to a run that lives: how many calls at a time, which limits, whether an account is held,
// and the budget.
#pragma once

#include "core/result.hpp"
#include "journal/record.hpp"
#include "runner/benchmark_run.hpp"
#include "session/lane_set.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::session {

// By the configuration's names ("requests_per_minute"); nothing = no limit any more.
using limit_changes = std::map<std::string, std::optional<double>, std::less<>>;

// What is absent stays as it is.
struct account_tuning {
    std::optional<int> threads;
    limit_changes limits;
    std::optional<bool> held;
};

struct tuning {
    std::string by;                                 // who asks: "ada@login1"
    std::map<std::string, account_tuning> accounts; // by account name
    std::map<std::string, limit_changes> judges;    // their own, beside their accounts'
    bool changes_budget = false;
    std::optional<double> budget_usd; // nothing = none any more
};

// "openai threads", "10", "40"
struct tuned_setting {
    std::string what, before, after;
};

struct tuning_effect {
    std::vector<tuned_setting> changed;
    std::vector<std::string> unknown; // "account 'azure'": asked about, and not part of the run
    std::string refused;              // why nothing at all was changed; empty = it was not refused
};

std::string to_json(const tuning& t);
// errc::bad_configuration when it is none, or asks for what `preceptron tune` and the configuration
// refuse, too: whoever may write the folder may post one.
result<tuning> parse_tuning(std::string_view json);

// Takes effect at once. What was so already is no change. A budget is refused where the price of a
// judge is not known: nobody could keep to it.
tuning_effect apply(const tuning& t, lane_set& lanes, std::span<runner::tested_judge> judges,
                    runner::benchmark_run& run);

// For the journal: who, when (now), and each setting before and after.
journal::tune_record make_tune_record(const std::string& by,
                                      std::span<const tuned_setting> changed);

} // namespace preceptron::session
