#include "journal/verification.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "journal/encoder.hpp"
#include "journal/lock.hpp"
#include "journal/recovery.hpp"
#include "journal/unfinished_name.hpp"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <unordered_map>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::journal {

namespace {

namespace fs = std::filesystem;

std::string at_byte(std::uint64_t offset, std::uint64_t length) {
    return "byte " + std::to_string(offset) + ", " + std::to_string(length) + " bytes";
}

// Collects lines and writes them in large pieces; the first error is kept.
class piece_writer {
  public:
    explicit piece_writer(int fd) : fd_(fd) {}

    void add(std::string_view line) {
        pending_ += line;
        if (pending_.size() >= std::size_t{1} << 20)
            flush();
    }

    int flush() {
        if (error_ == 0)
            error_ = write_all(fd_, pending_);
        pending_.clear();
        return error_;
    }

  private:
    int fd_;
    int error_ = 0;
    std::string pending_;
};

// The whole lines of a file, to tell which records another holds as well.
class line_set {
  public:
    result<void> add_all(const fs::path& file) {
        file_ = file;
        const auto scanned = scan_file(file, [this](const record_view& record) {
            places_.emplace(std::hash<std::string_view>{}(record.line), record.offset);
        });
        return scanned ? result<void>() : scanned.error();
    }

    bool hold(std::string_view line) const {
        auto [at, end] = places_.equal_range(std::hash<std::string_view>{}(line));
        return std::any_of(at, end, [&](const auto& place) {
            const auto there = read_range(file_, place.second, line.size());
            return there && *there == line;
        });
    }

  private:
    fs::path file_;
    std::unordered_multimap<std::size_t, std::uint64_t> places_; // offsets by the lines' hashes
};

// A segment begun after a failed sync repeats the last records of the one before. Its reader knows
// a copy by the place that the record has there; a repair of either moves it, and then each would
// count as two. So one of them leaves the copies out: the one before, where the copies are sound;
// else the second, which keeps the records in their order. It can rely on the one before when that
// has been written anew, and is durable now.
class copies {
  public:
    static bool are_damaged(const segment_contents& second) {
        return !second.scan.damaged.empty() &&
               (!second.head || second.head->repeats_from.has_value());
    }

    // `previous`, `next`: null where there is none. `previous` is repaired already.
    static result<copies> of(const segment_contents* previous, const segment_contents& segment,
                             const segment_contents* next) {
        copies found;
        if (previous && are_damaged(segment))
            if (auto added = found.before_.add_all(previous->file.path); !added)
                return added.error();
        if (next && !are_damaged(*next) && next->head && next->head->repeats_from &&
            *next->head->repeats_from < segment.scan.size) {
            found.from_ = *next->head->repeats_from;
            if (auto added = found.behind_.add_all(next->file.path); !added)
                return added.error();
        }
        return found;
    }

    bool hold(const record_view& record) const {
        return before_.hold(record.line) || (record.offset >= from_ && behind_.hold(record.line));
    }

  private:
    line_set before_, behind_;
    std::uint64_t from_ = ~std::uint64_t{0}; // where those begin that the next segment repeats
};

head_record plain_head(const journal_contents& contents, int segment) {
    head_record head;
    if (const auto* known = contents.head())
        head = *known;
    head.keys = contents.results.keys();
    head.segment = segment;
    head.run_id = "repaired";
    head.repeats_from.reset();
    return head;
}

result<void> keep_damaged_bytes(const segment_contents& segment, const fs::path& aside,
                                file_access access, repair_report& report) {
    std::string all;
    for (const damage& d : segment.scan.damaged) {
        auto bytes = read_range(segment.file.path, d.offset, d.length);
        if (!bytes)
            return bytes.error();
        all += *bytes;
        ++report.places;
        report.bytes += d.length;
    }
    if (all.empty()) // nothing but a head that is missing
        return {};
    if (auto kept = create_durably(aside, all, access); !kept)
        return kept;
    report.set_aside.push_back(aside);
    return {};
}

// `head` is written first when it is not empty.
result<void> rewrite_without_damage(const segment_contents& segment, std::string_view head,
                                    const copies& elsewhere, mode_t mode) {
    const fs::path& path = segment.file.path;
    const fs::path temporary = unfinished_path(path);
    const descriptor file = open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!file || ::fchmod(file.get(), mode) != 0)
        return system_failure(errc::cannot_create, "create", temporary, errno);
    const auto undo = [&](failure why) {
        ::unlink(temporary.c_str());
        return why;
    };
    piece_writer out(file.get());
    out.add(head);
    const auto& bad = segment.scan.damaged;
    const auto scanned = scan_file(path, [&](const record_view& record) {
        // A whole frame whose record is unusable counts as damage, too.
        auto next = std::ranges::upper_bound(bad, record.offset, {}, &damage::offset);
        if (next != bad.begin() &&
            record.offset < std::prev(next)->offset + std::prev(next)->length)
            return;
        if (elsewhere.hold(record))
            return;
        out.add(record.line);
        out.add("\n");
    });
    if (!scanned)
        return undo(scanned.error());
    int error = out.flush();
    if (error == 0 && ::fsync(file.get()) != 0)
        error = errno;
    if (error != 0)
        return undo(system_failure(errc::io, "write", temporary, error));
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return undo(system_failure(errc::io, "replace", path, errno));
    return sync_folder(path.parent_path());
}

// The `i`th one; those before it are repaired.
result<void> repair_segment(const journal_contents& contents, std::size_t i, timestamp now,
                            repair_report& report) {
    const segment_contents& segment = contents.segments[i];
    const auto* const previous = i > 0 ? &segment - 1 : nullptr;
    const auto* const next = i + 1 < contents.segments.size() ? &segment + 1 : nullptr;
    struct stat status {};
    if (::stat(segment.file.path.c_str(), &status) != 0)
        return system_failure(errc::io, "read", segment.file.path, errno);
    const auto access =
        (status.st_mode & 077) == 0 ? file_access::owner_only : file_access::by_umask;
    if (segment.scan.has_torn_tail()) {
        const auto aside = set_torn_tail_aside(segment, now, access);
        if (!aside)
            return aside.error();
        report.set_aside.push_back(*aside);
    }
    if (segment.scan.damaged.empty() && !(next && copies::are_damaged(*next)))
        return {};
    const auto aside = dated_name(segment.file.path.parent_path(), "damaged", now);
    if (auto kept = keep_damaged_bytes(segment, aside, access, report); !kept)
        return kept;
    std::string head;
    if (!segment.head)
        encode(plain_head(contents, segment.file.number), head);
    const auto elsewhere = copies::of(previous, segment, next);
    if (!elsewhere)
        return elsewhere.error();
    auto rewritten = rewrite_without_damage(segment, head, *elsewhere, status.st_mode & 0777);
    struct stat now_there {};
    if (!rewritten && ::stat(segment.file.path.c_str(), &now_there) == 0 &&
        now_there.st_ino == status.st_ino) // the bytes are where they were
        ::unlink(aside.c_str());
    return rewritten;
}

// Notes at the journal's end that the results which it lacks are given up: else they would be
// missed for ever, also when they have been judged again.
result<void> give_up_missing(const fs::path& checkpoint, timestamp now, repair_report& report) {
    const auto left = read_contents(checkpoint);
    if (!left)
        return left.error();
    report.missing = left->missing();
    if (report.missing == 0)
        return {};
    const segment_contents& last = left->segments.back();
    std::string head, line;
    if (last.scan.size == 0) // nothing but a torn tail was there, or not even that
        encode(plain_head(*left, last.file.number), head);
    encode(repaired_record{left->given_up_results + report.missing, now}, line);
    return append_durably(last.file.path, head + line);
}

} // namespace

std::string describe(const journal_contents& contents) {
    std::string text;
    for (const segment_contents& segment : contents.segments) {
        text += segment.file.path.string() + ": " +
                counted(segment.scan.records, "record", "records") + ", " +
                counted(segment.scan.size, "byte", "bytes");
        for (const auto& [type, count] : segment.records)
            text += ", " + printable(type, 40) + " " + grouped(count);
        text += '\n';
        for (const damage& d : segment.scan.damaged)
            text +=
                "  damaged: " + at_byte(d.offset, d.length) + ": " + std::string(d.reason) + '\n';
        if (segment.scan.has_torn_tail())
            text +=
                "  note: the last write was cut short: " +
                at_byte(segment.scan.torn_offset, segment.scan.size - segment.scan.torn_offset) +
                "; the next run sets it aside\n";
    }
    for (std::size_t i = 0; i < contents.segments.size(); ++i)
        for (int n = i > 0 ? contents.segments[i - 1].file.number + 1 : 1;
             n < contents.segments[i].file.number; ++n)
            text += "missing: " + segment_name(n) + ", before " +
                    contents.segments[i].file.path.string() + "\n";
    if (const auto missing = contents.missing(); missing > 0)
        text += "missing: " + counted(missing, "result", "results") + ": " +
                grouped(contents.last_seq) + " were numbered, and " +
                grouped(contents.numbered_results) + " are here\n";
    return text;
}

result<repair_report> repair(const fs::path& checkpoint, timestamp now) {
    const auto lock = folder_lock::acquire(checkpoint);
    if (!lock)
        return lock.error();
    const auto contents = read_contents(checkpoint);
    if (!contents)
        return contents.error();
    repair_report report;
    for (std::size_t i = 0; i < contents->segments.size(); ++i)
        if (auto repaired = repair_segment(*contents, i, now, report); !repaired)
            return repaired.error();
    if (auto given_up = give_up_missing(checkpoint, now, report); !given_up)
        return given_up.error();
    return report;
}

} // namespace preceptron::journal
