// Result files that another program has left in the output folder: copied aside, and their scores
// taken into the journal, so that nobody pays for them again.
#pragma once

#include "journal/writer.hpp"
#include "session/run_inputs.hpp"
#include "session/unbacked_files.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace preceptron::session {

struct adoption {
    std::filesystem::path aside;  // the folder with the copies
    std::uint64_t adopted = 0;    // rows
    std::uint64_t left_out = 0;   // rows without a score on the task's scale, or of no entry
};

// What adopt() would take, and nothing is written. Of files of no configured judge it is nothing.
struct adoptable_rows {
    std::vector<journal::result_record> records;
    std::uint64_t left_out = 0;
};
result<adoptable_rows> find_adoptable(std::span<const unbacked_file> files,
                                      const run_inputs& inputs);

// Each row whose id is an entry of that task and whose `predicted_score` is on its scale becomes
// the result of the judge's first repeat, with the prompt "unknown" and the key of the question as
// it would be asked now. errc::bad_dataset when a file is none. After a failure, and after a crash,
// nothing was taken from any, or all that is to be taken.
result<adoption> adopt(std::span<const unbacked_file> files, const run_inputs& inputs,
                       journal::writer& journal, const std::filesystem::path& output_dir,
                       results::file_access access);

} // namespace preceptron::session
