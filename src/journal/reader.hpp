// Finds the whole records of a segment, and says exactly what is not one. Damage is a report, never
// an exception and never a reason to stop.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace preceptron::journal {

// Valid during the visitor's call only.
struct record_view {
    std::string_view body;    // the record's JSON object; its checksum is right
    std::string_view line;    // the frame around it, without newline
    std::uint64_t offset = 0; // of the frame, in the segment
    // What it takes there: with the newline, unless another frame follows in the same line.
    std::uint64_t length = 0;
};
using record_visitor = std::function<void(const record_view&)>;

struct damage {
    std::uint64_t offset = 0;
    std::uint64_t length = 0; // newline included
    std::string_view reason;  // static text
    std::uint64_t lines = 1;  // or parts of one, each of which was a record or two
};

struct scan_report {
    std::uint64_t size = 0;      // bytes read, torn tail included
    std::uint64_t records = 0;   // whole ones
    std::vector<damage> damaged; // in order; what adjoins is one place
    // What follows the last newline: the write that a crash cut short, or NULs that the file system
    // left. Not damage: nothing was promised about it.
    std::uint64_t torn_offset = 0; // == size when there is no torn tail
    bool has_torn_tail() const noexcept { return torn_offset < size; }
};

// Visits the whole records of `text`. In a damaged line reading resumes at each later frame start.
scan_report scan(std::string_view text, const record_visitor& visit);

// The same for a file, read in large pieces; a file that grows or shrinks meanwhile is read as far
// as it went. Fails (errc::no_such_input, errc::io) only when the system refuses to read.
result<scan_report> scan_file(const std::filesystem::path& path, const record_visitor& visit);

// Adds a place behind all that are listed, as one with the last where it adjoins that. Also for who
// looks into records and finds more.
void note_damage(std::vector<damage>& list, const damage& found);

} // namespace preceptron::journal
