// Entries without a case id among others that have one: each counts as a case, though several may
// be of one.
#pragma once

#include "agreement/task_ratings.hpp"
#include "analysis/settings.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace preceptron::analysis {

// Of a judge's pairs. 0 where no entry of the task has a case id: that is said otherwise.
std::size_t pairs_without_case(const agreement::task_ratings& ratings, std::size_t judge);

// `s`, with jackknife-t instead of the automatic choice where a judge has fewer cases with an id
// than a bootstrap takes.
settings by_named_cases(const agreement::task_ratings& ratings, const settings& s);
// The same of entries that all have ratings.
settings by_named_cases(std::span<const std::string> case_ids, const settings& s);

// What is said of them; empty: there are none.
std::string note_on_cases(const agreement::task_ratings& ratings);

} // namespace preceptron::analysis
