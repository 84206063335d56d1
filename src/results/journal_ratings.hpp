// Ratings out of a run's journal; it may still be running.
#pragma once

#include "benchmark/entry.hpp"
#include "core/result.hpp"
#include "results/ratings.hpp"
#include "results/stored_answers.hpp"

#include <span>
#include <string>

namespace preceptron::results {

// The class of an entry that no attempt has been made on, or none that ended.
inline constexpr std::string_view not_judged = "not_judged";

// One rated_task for each of `tasks` that has an entry. Scores are read from the journal's records:
// errc::bad_journal or errc::io when one cannot be.
result<ratings> read_journal_ratings(std::span<const entry> dataset,
                                     std::span<const published_judge> judges,
                                     std::span<const std::string> tasks, stored_answers& answers);

} // namespace preceptron::results
