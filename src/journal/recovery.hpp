// Opens an output folder's journal for a run: new, or as the last run left it, however that ended.
#pragma once

#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "journal/contents.hpp"
#include "journal/lock.hpp"
#include "journal/writer.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace preceptron::journal {

struct opened_journal {
    folder_lock lock; // outlives the writer
    journal_contents contents;
    std::vector<std::string> notes; // for the user, a line each: what was set aside or is damaged
    std::unique_ptr<writer> out;
};

struct open_options {
    file_access access = file_access::by_umask;
    system_calls calls = {};
};

// Takes the lock of `checkpoint` (created when missing) unless `lock` is it, reads all segments,
// sets torn tails aside in torn-<time>, and opens the last segment for appending behind its last
// whole record. `head` needs no host, pid and segment. Fails with
//   errc::folder_in_use   another process runs here;
//   errc::cannot_create   the folder or its files cannot be created or written;
//   errc::bad_journal     a segment is foreign or newer, or refusal() says no: nothing is changed;
//   errc::io              the system refused.
result<opened_journal> open_journal(const std::filesystem::path& checkpoint, head_record head,
                                    timestamp now, open_options options = {},
                                    std::optional<folder_lock> lock = {});

// Creates `folder` and makes every new name on the way to it durable. errc::cannot_create, or io.
result<void> create_folder(const std::filesystem::path& folder);

// Moves a segment's torn tail to a file of its own and makes the segment end with its last whole
// record, durably. The path of that file.
result<std::filesystem::path> set_torn_tail_aside(const segment_contents& segment, timestamp now,
                                                  file_access access = file_access::by_umask);

// `folder`/<prefix>-20261123T030757.120Z, with a number behind it when that exists.
std::filesystem::path dated_name(const std::filesystem::path& folder, std::string_view prefix,
                                 timestamp now);

} // namespace preceptron::journal
