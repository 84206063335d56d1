// A journal as it was read: index, counts and damage of all its segments.
#pragma once

#include "benchmark/spending.hpp"
#include "journal/double_billing.hpp"
#include "journal/reader.hpp"
#include "journal/record.hpp"
#include "journal/segment.hpp"
#include "journal/stored_results.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace preceptron::journal {

struct segment_contents {
    segment_file file;
    std::optional<head_record> head; // absent when the first line is damaged
    scan_report scan;
    std::map<std::string, std::uint64_t, std::less<>> records; // by type
};

struct journal_contents {
    std::vector<segment_contents> segments; // none: there is no journal yet
    stored_results results;
    double_billing billing;
    std::vector<prompt_record> prompts; // as recorded, in order
    std::uint64_t last_seq = 0;
    double spent_usd = 0; // recorded costs of results, failures and attempts
    std::uint64_t numbered_results = 0; // each has a `seq` of its own, from 1 on
    std::uint64_t given_up_results = 0; // by earlier repairs

    std::uint64_t records() const noexcept;
    spending spent() const;
    std::uint64_t damaged() const noexcept; // lines, torn tails not among them
    // Results whose numbers are in no record, beyond what damage may hold and repairs have given
    // up: lines were removed, or a segment.
    std::uint64_t missing() const noexcept;
    const head_record* head() const noexcept; // the newest
    // Damaged and missing ones: more than 10 and more than 1 % of all. Then the journal as a whole
    // is not to be trusted.
    bool too_damaged() const noexcept;
};

// Reads without a lock and changes nothing, so it serves while a run writes. errc::bad_journal for
// a segment that is none of ours or was written for a newer program, never for mere damage.
result<journal_contents> read_contents(const std::filesystem::path& checkpoint);

} // namespace preceptron::journal
