// Makes a folder private whose earlier runs were not.
#pragma once

#include "core/result.hpp"
#include "journal/stored_results.hpp"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace preceptron::session {

struct hidden_files {
    std::size_t changed = 0;
    std::vector<failure> open; // errc::io: those that others may still use, and why
};

// Takes the rights of group and others from all regular files that runs, reports and analyses have
// left in the folder: checkpoint/, result files of the cells in `stored`, failures.jsonl,
// report.html, agreement.csv, charts/, and what was copied aside. Other files, and where links lead
// to, are left alone.
hidden_files hide_files(const std::filesystem::path& output_dir,
                        const journal::stored_results& stored);

} // namespace preceptron::session
