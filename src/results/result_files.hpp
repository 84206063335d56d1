// {judge}_{task}.json: the entries of one task as the dataset has them, extended by one judge's
// scores. A pure function of dataset and journal: the same bytes each time.
#pragma once

#include "benchmark/entry.hpp"
#include "core/result.hpp"
#include "results/atomic_file.hpp"
#include "results/stored_answers.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace preceptron::results {

struct published_file {
    std::filesystem::path path;
    std::uint64_t entries = 0;
    std::uint64_t scores = 0; // of all repeats, also of entries whose first repeat has none
    std::uint64_t bytes = 0;
};

// Asked before a file is replaced by one of fewer entries, with the number that the old one has: a
// failure leaves the old one as it is.
using before_fewer = std::function<result<void>(std::uint64_t entries)>;

// Publishes the cell (judge, task) in `output_dir`: a JSON array, a record a line, in the dataset's
// order. An entry is in it when the first repeat has a score. Its other repeats stand in
// judge.scores, null where there is none.
result<published_file> write_result_file(const std::filesystem::path& output_dir,
                                         const published_judge& judge, std::string_view task,
                                         std::span<const entry> dataset, stored_answers& answers,
                                         file_access access = file_access::by_umask,
                                         const before_fewer& ask = {});

} // namespace preceptron::results
