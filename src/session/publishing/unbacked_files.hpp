// Result files of cells for which the journal holds nothing: what is in them would be lost if they
// were written anew.
#pragma once

#include "core/result.hpp"
#include "journal/contents.hpp"
#include "results/atomic_file.hpp"
#include "session/folder/manifest.hpp"
#include "session/publishing/publish.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace preceptron::session {

struct unbacked_file {
    cell_name
        cell; // without a judge: of none that is configured (session/publishing/foreign_files)
    std::filesystem::path path;
    // Written from records that are damaged now: the last run planned this cell, and damage is what
    // the journal has. Any other is of another program, or its journal is gone.
    bool of_damaged_records = false;
};

std::vector<unbacked_file> find_unbacked_files(const std::filesystem::path& output_dir,
                                               std::span<const cell_name> cells,
                                               const journal::journal_contents& stored);

// Whether it is made of records of which one has a `predicted_score`, be it null; nothing where it
// cannot be read.
std::optional<bool> has_scores(const std::filesystem::path& file);

// For those who read a folder: a sentence about result files of the manifest's cells of which the
// journal has nothing, because it is gone, say. Empty: there are none.
std::string unbacked_note(const std::filesystem::path& output_dir, const manifest& made_with,
                          const journal::journal_contents& stored);

// Copies them, synced with its name, to a new folder OUTPUT_DIR/LABEL-<time> (journal::dated_name),
// which is the answer.
result<std::filesystem::path> copy_aside(std::span<const unbacked_file> files,
                                         const std::filesystem::path& output_dir,
                                         std::string_view label, results::file_access access);

} // namespace preceptron::session
