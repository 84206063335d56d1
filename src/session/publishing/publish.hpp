// Result files and failures.jsonl out of the journal. The same bytes for the same journal, dataset
// and settings, whoever asks for them.
#pragma once

#include "benchmark/entry.hpp"
#include "benchmark/plan.hpp"
#include "core/result.hpp"
#include "journal/double_billing.hpp"
#include "results/result_files.hpp"
#include "results/stored_answers.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace preceptron::session {

struct run_inputs;

struct publication {
    std::filesystem::path output_dir;
    std::span<const entry> dataset;
    std::vector<results::published_judge> judges; // of the whole configuration
    results::file_access access = results::file_access::by_umask;
};

struct cell_name {
    std::string judge, task;
    friend bool operator==(const cell_name&, const cell_name&) = default;
};

// Of the plan, in its order.
std::vector<cell_name> cells_of(const run_inputs& inputs, const plan& work);

struct published {
    std::vector<results::published_file> files;
    std::vector<cell_name> cells; // of `files`, in the same order
    std::uint64_t failures = 0;
    std::vector<failure> unwritten;     // why files are missing; failures.jsonl may be among them
    journal::doubtful_calls doubtful{}; // as the journal tells
    std::uint64_t missing = 0;          // scores of the run that are in no file
    // Copies of files that had more entries than the journal has answers: its end was cut off.
    std::vector<std::filesystem::path> kept;
};

// Reads the journal anew. One file for every (judge, task) of `cells` that has a result, and
// failures.jsonl. One that cannot be written keeps no other from being written.
result<published> publish(const publication& what, std::span<const cell_name> cells);

// The same, and the file of every cell not in `planned` that has one, of the dataset's tasks: one
// none of whose entries has a grade any more, say, or of a judge left out by --models. A file
// follows the dataset as it is now.
result<published> publish_with_left(const publication& what, std::span<const cell_name> cells,
                                    std::span<const cell_name> planned);

// Whether there may be such a file: by names alone, without the journal.
bool has_left_files(const std::filesystem::path& output_dir, std::span<const cell_name> cells);

} // namespace preceptron::session
