// checkpoint/manifest.json: what a folder's results were made with, without secrets. Commands that
// read a folder find its dataset and judges here.
#pragma once

#include "core/result.hpp"
#include "judging/task.hpp"
#include "results/asked_cell.hpp"
#include "results/atomic_file.hpp"
#include "results/stored_answers.hpp"
#include "session/planning/beside_plan.hpp"
#include "session/planning/question_settings.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::session {

// How many trials the last run planned of a cell: with --limit or --tasks not all there are.
struct planned_cell {
    std::string judge, task;
    std::uint64_t trials = 0;
    // Settled by earlier runs, and not among those; unknown of an older version.
    std::optional<std::uint64_t> settled_beside;
};

// By which a judge whose prompt is a task file is asked a task that others are asked by another.
struct own_scale {
    std::string judge, task;
    judging::scale scale;
};

// What is read back; the file holds more (see session/folder/write_manifest.hpp).
struct manifest {
    std::filesystem::path config_file;
    // The last run's command line and where it was given; empty of an older version.
    std::string command;
    std::filesystem::path working_directory;
    std::optional<double> budget_usd; // of the last run, at its beginning
    std::vector<planned_cell> plan;
    // What the journal held at its beginning of entries that are no part of the dataset any more.
    std::vector<outcome_counts> uncounted;
    // Then, too: standing results of entries that the dataset does not have, or has of another
    // benchmark; none in one of an older version.
    std::uint64_t left_out_of_entries = 0;
    // Of all runs; nothing in one of an older version (see session/folder/asked_cells).
    std::optional<std::vector<results::asked_cell>> asked;
    // Of all runs: how many trials these entries stand for, as far as they are in the dataset of
    // the last run and their judge and task in its configuration.
    std::vector<planned_cell> asked_trials;
    std::vector<question_settings> questions; // of all runs, as far as it is known
    std::filesystem::path dataset;
    std::string dataset_sha256;
    std::vector<results::published_judge> judges;
    // `benchmark` values that are judged, or have been: a run of some tasks leaves the others'
    // results.
    std::vector<std::string> tasks;
    std::vector<std::string> known_tasks; // `benchmark` values with a rubric, judged or not
    // Of judged tasks, as far as the file says so (one of an older version may not).
    std::map<std::string, judging::scale> scales;
    std::map<std::string, judging::tolerance> tolerances;
    std::vector<own_scale> own_scales;
    // The name of what is kept of a damaged manifest, which may have had the frozen settings of the
    // analysis: in the folder beside this one's.
    std::string lost_first_analysis;
    std::string analysis; // the configuration's `analysis` object, JSON; empty = none
};

// Who may read what is made of a folder's answers: those who may read the folder's own files, its
// manifest and its journal. By the umask where there is neither.
results::file_access access_of(const std::filesystem::path& output_dir);

// errc::no_such_input: no run has been here. errc::io: it cannot be read. errc::bad_journal: not a
// manifest.
result<manifest> read_manifest(const std::filesystem::path& output_dir);

// The same for who reads a folder that a run has left: errc::bad_journal, too, where it went
// missing during that run, and what the run saved of its journal is still to be put back.
result<manifest> read_left_manifest(const std::filesystem::path& output_dir);

} // namespace preceptron::session
