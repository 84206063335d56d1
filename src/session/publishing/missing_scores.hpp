// Whether the scores that a run counted are in the files that it published: both come from the same
// answers, one from memory, the other from the journal as it is read again.
#pragma once

#include "core/result.hpp"
#include "results/run_summary.hpp"
#include "session/publishing/publish.hpp"

#include <cstdint>
#include <optional>

namespace preceptron::session {

struct missing_scores {
    std::uint64_t scores = 0; // counted, and in no file
    // errc::io; nothing where what published::unwritten says explains it.
    std::optional<failure> why;
};

// A file may have more than the run planned: its cell's other entries have scores of earlier runs.
missing_scores find_missing_scores(const results::run_summary& counted, const published& files);

// It is there, with as many bytes as were written.
bool stands_as_written(const results::published_file& file);

} // namespace preceptron::session
