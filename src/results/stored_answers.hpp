// The journal's answers to a dataset's entries, for those who publish them.
#pragma once

#include "benchmark/entry.hpp"
#include "journal/record_loader.hpp"
#include "journal/stored_results.hpp"

#include <algorithm>
#include <filesystem>
#include <span>

namespace preceptron::results {

// A judge as far as published files need to know it.
struct published_judge {
    std::string name;
    int repeats = 1;
};

// `stored` must outlive it. For one thread.
class stored_answers {
  public:
    stored_answers(const journal::stored_results& stored, const std::filesystem::path& checkpoint)
        : stored_(stored), loader_(checkpoint) {}

    // The one that stands: that which the last run with this trial went by.
    const journal::stored_result* result_of(const journal::trial_name& trial) const {
        return stored_.standing(trial);
    }

    // Only for a trial without a result.
    const journal::stored_failure* failure_of(const journal::trial_name& trial) const {
        return result_of(trial) ? nullptr : stored_.last_failure(trial);
    }

    journal::record_loader& loader() noexcept { return loader_; }
    const journal::stored_results& stored() const noexcept { return stored_; }

  private:
    const journal::stored_results& stored_;
    journal::record_loader loader_;
};

// Whether there are results stored, and nothing of one of these entries: it is another dataset.
inline bool is_of_others(const journal::stored_results& stored, std::span<const entry> dataset) {
    if (stored.knows_nothing() ||
        std::ranges::any_of(dataset, [&](const entry& e) { return stored.knows_entry(e.id); }))
        return false;
    bool has_results = false; // failures alone are nothing to be kept
    stored.for_each(
        [&](const auto&, const auto* answer, const auto*) { has_results = has_results || answer; });
    return has_results;
}

inline journal::trial_name trial_of(std::string_view judge, const entry& e, int repeat) noexcept {
    return {judge, e.task, e.id, static_cast<std::uint32_t>(repeat)};
}

} // namespace preceptron::results
