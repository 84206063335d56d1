// failures.jsonl: why entries have no score, one object a line.
#pragma once

#include "benchmark/entry.hpp"
#include "core/result.hpp"
#include "results/atomic_file.hpp"
#include "results/stored_answers.hpp"

#include <cstdint>
#include <filesystem>
#include <span>

namespace preceptron::results {

// Publishes the last failure of every trial without a result, in the dataset's order, then in that
// of `judges`; fields of the entry stand as they do there. An object of a judge with several
// repeats says which one (`repeat`, from 0). Returns the number of lines; with none the file is
// empty.
result<std::uint64_t> write_failures_file(const std::filesystem::path& output_dir,
                                          std::span<const published_judge> judges,
                                          std::span<const entry> dataset, stored_answers& answers,
                                          file_access access = file_access::by_umask);

} // namespace preceptron::results
