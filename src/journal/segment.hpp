// The files of a journal: journal.jsonl, then journal.2.jsonl, journal.3.jsonl, …
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace preceptron::journal {

std::string segment_name(int number); // from 1

struct segment_file {
    int number = 0;
    std::filesystem::path path;
};

// In order of number; none when the folder is missing.
result<std::vector<segment_file>> list_segments(const std::filesystem::path& checkpoint);

// Where a record lies. Packed, because an index holds a million of them.
struct location {
    std::uint64_t segment : 16 = 0;
    std::uint64_t offset : 48 = 0;
    std::uint32_t length = 0; // of the frame, without newline

    friend bool operator==(const location&, const location&) = default;
};

constexpr location make_location(int segment, std::uint64_t offset, std::uint32_t length) noexcept {
    location where;
    where.segment = static_cast<std::uint64_t>(segment) & 0xFFFF;
    where.offset = offset & 0xFFFF'FFFF'FFFF;
    where.length = length;
    return where;
}

} // namespace preceptron::journal
