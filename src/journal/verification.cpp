#include "journal/verification.hpp"

#include "core/grouped.hpp"
#include "core/printable.hpp"
#include "journal/encoder.hpp"
#include "journal/lock.hpp"
#include "journal/recovery.hpp"

#include <algorithm>
#include <cerrno>

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

// What the next segment has a copy of, begun after a failed sync. Its reader knows a copy by the
// place that the record has here; a repair moves it, and then each would count as two.
class copied_records {
  public:
    static result<copied_records> of(const journal_contents& contents,
                                     const segment_contents& segment) {
        copied_records copied;
        const std::size_t next = static_cast<std::size_t>(&segment - contents.segments.data()) + 1;
        if (next == contents.segments.size())
            return copied;
        const auto& head = contents.segments[next].head;
        if (!head || !head->repeats_from || *head->repeats_from >= segment.scan.size)
            return copied;
        copied.from_ = *head->repeats_from;
        constexpr std::uint64_t longest_head = std::uint64_t{1} << 20;
        auto text = read_range(contents.segments[next].file.path, 0,
                               longest_head + segment.scan.size - copied.from_);
        if (!text)
            return text.error();
        copied.text_ = std::move(*text);
        return copied;
    }

    bool hold(const record_view& record) const {
        return record.offset >= from_ &&
               text_.find("\n" + std::string(record.line) + "\n") != text_.npos;
    }

  private:
    std::uint64_t from_ = ~std::uint64_t{0};
    std::string text_;
};

head_record plain_head(const journal_contents& contents, int segment) {
    head_record head;
    if (const auto* known = contents.head())
        head = *known;
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
                                    const copied_records& copied, mode_t mode) {
    const fs::path& path = segment.file.path;
    const fs::path temporary = path.parent_path() / ("." + path.filename().string() + ".tmp");
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
        if (copied.hold(record))
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

result<void> repair_segment(const journal_contents& contents, const segment_contents& segment,
                            timestamp now, repair_report& report) {
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
    if (segment.scan.damaged.empty())
        return {};
    const auto aside = dated_name(segment.file.path.parent_path(), "damaged", now);
    if (auto kept = keep_damaged_bytes(segment, aside, access, report); !kept)
        return kept;
    std::string head;
    if (!segment.head)
        encode(plain_head(contents, segment.file.number), head);
    const auto copied = copied_records::of(contents, segment);
    if (!copied)
        return copied.error();
    auto rewritten = rewrite_without_damage(segment, head, *copied, status.st_mode & 0777);
    struct stat now_there {};
    if (!rewritten && ::stat(segment.file.path.c_str(), &now_there) == 0 &&
        now_there.st_ino == status.st_ino) // the bytes are where they were
        ::unlink(aside.c_str());
    return rewritten;
}

// Where the journal lacks so many results that it would still be refused, notes at its end that
// they are given up.
result<void> give_up_missing(const fs::path& checkpoint, timestamp now, repair_report& report) {
    const auto left = read_contents(checkpoint);
    if (!left)
        return left.error();
    if (!left->too_damaged())
        return {};
    report.missing = left->missing();
    std::string line;
    encode(repaired_record{left->given_up_results + report.missing, now}, line);
    return append_durably(left->segments.back().file.path, line);
}

} // namespace

std::string describe(const journal_contents& contents) {
    std::string text;
    for (const segment_contents& segment : contents.segments) {
        text += segment.file.path.string() + ": " + std::to_string(segment.scan.records) +
                " records, " + std::to_string(segment.scan.size) + " bytes";
        for (const auto& [type, count] : segment.records)
            text += ", " + printable(type, 40) + " " + std::to_string(count);
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
    for (const segment_contents& segment : contents->segments)
        if (auto repaired = repair_segment(*contents, segment, now, report); !repaired)
            return repaired.error();
    if (auto given_up = give_up_missing(checkpoint, now, report); !given_up)
        return given_up.error();
    return report;
}

} // namespace preceptron::journal
