// Result files that another program has left in the output folder: copied aside, and their scores
// taken into the journal, so that nobody pays for them again.
#pragma once

#include "journal/writer.hpp"
#include "session/planning/adoptable_rows.hpp"

#include <filesystem>
#include <span>

namespace preceptron::session {

struct adoption {
    std::filesystem::path aside; // the folder with the copies; empty where there were no files
    adoptable_rows rows;         // those that are in the journal now, and what was left out
};

// What find_adoptable() finds in them. After a failure, and after a crash, nothing was taken from
// any, or all that is to be taken.
result<adoption> adopt(std::span<const unbacked_file> files, const run_inputs& inputs,
                       const journal::stored_results& stored, journal::writer& journal,
                       results::file_access access);

} // namespace preceptron::session
