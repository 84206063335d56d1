// `preceptron verify`: every record of a journal looked at, and damage set aside on request.
#pragma once

#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "journal/contents.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::journal {

// For people: for each segment its counts by type, each damaged place with offset and length, a
// torn tail, which is a note and no damage, and what is missing.
std::string describe(const journal_contents& contents);

struct repair_report {
    std::vector<std::filesystem::path> set_aside; // new files that hold the removed bytes
    std::uint64_t places = 0;                     // damaged ranges removed
    std::uint64_t bytes = 0;                      // of them
    std::uint64_t missing = 0; // results given up, which no record holds any more
};

// Under the folder's lock: writes the damaged bytes of each segment to damaged-<time> and torn
// tails to torn-<time>, then replaces the segment by one with its whole records only (temporary
// file, fsync, rename, fsync of the folder). A lost head is replaced by a plain one.
// Results that are missing then are noted as given up. Fails as open_journal does, but never for
// too much damage.
result<repair_report> repair(const std::filesystem::path& checkpoint, timestamp now);

} // namespace preceptron::journal
