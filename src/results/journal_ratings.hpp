// Ratings out of a run's journal; it may still be running.
#pragma once

#include "benchmark/entry.hpp"
#include "core/result.hpp"
#include "results/asked_cell.hpp"
#include "results/ratings.hpp"
#include "results/stored_answers.hpp"

#include <span>
#include <string>

namespace preceptron::results {

// One rated_task for each of `tasks` that has an entry. Scores are read from the journal's records:
// errc::bad_journal or errc::io when one cannot be. What no run has set out to ask, by `asked`, is
// told apart from what is still to come.
result<ratings> read_journal_ratings(std::span<const entry> dataset,
                                     std::span<const published_judge> judges,
                                     std::span<const std::string> tasks,
                                     std::span<const asked_cell> asked, stored_answers& answers);

} // namespace preceptron::results
