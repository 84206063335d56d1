// Appends records to the journal and makes them durable.
//
// "Saved": the record's bytes were given to the kernel, which survives the death of the process.
// "Durable": fdatasync has returned, which survives the death of the machine.
//
// Threads: append(), reserve() and the destructor belong to one thread, sync() to one other; the
// two may run at the same time. counters(), take_notice() and what tells of the segment's place may
// be called from anywhere. append() waits for sync() only in the rare case that a failed sync opens
// a new segment. A run ignores SIGXFSZ, so that a file-size limit is an error like a full disk.
#pragma once

#include "core/result.hpp"
#include "journal/descriptor.hpp"
#include "journal/growing_segment.hpp"
#include "journal/kept_segment.hpp"
#include "journal/record.hpp"
#include "journal/system_calls.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace preceptron::journal {

struct writer_counters {
    std::uint64_t saved_records = 0;
    std::uint64_t saved_bytes = 0;
    std::uint64_t durable_records = 0;
    std::uint64_t durable_bytes = 0;
};

struct writer_start {
    std::filesystem::path checkpoint;
    int segment = 1;            // exists, ends with a newline, and is locked by the caller
    head_record head;           // for further segments
    std::uint64_t last_seq = 0; // of the results that are there
    file_access access = file_access::by_umask;
};

// What a call leaves in the journal.
using call_record = std::variant<start_record, attempt_record, result_record, fail_record>;

class writer {
  public:
    // Fails with errc::io when the segment cannot be opened.
    static result<std::unique_ptr<writer>> open(writer_start start, system_calls calls = {});

    // Gives reserved space back.
    ~writer();
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;

    // One record, one write. After a failure (errc::io) the record is not in the journal, the file
    // ends with a whole record as before, and the same call may be made again: a full disk may have
    // been cleared. A result gets its `seq` here.
    result<void> append(result_record r);
    result<void> append(const fail_record& r);
    result<void> append(const prompt_record& r);
    result<void> append(const start_record& r);
    result<void> append(const attempt_record& r);
    result<void> append(const tune_record& r);
    result<void> append(const stand_record& r);
    result<void> append(const refused_record& r);
    result<void> append(const end_record& r);
    // Several records in one write: after a failure none of them is in the journal.
    result<void> append(std::span<call_record> records);
    // The same however the process or the machine ends meanwhile, and durable: they are written as
    // a segment that appears under its name when it is whole. For what is not a call's outcome: no
    // sync() may run at the same time.
    result<void> append_segment(std::span<call_record> records);

    // Blocks until what is saved now is durable. An error of fdatasync is never answered by another
    // fdatasync of the same file, because the kernel reports an error once and forgets the pages:
    // all that is not durable goes to a new segment. When that fails, too, the failure (errc::io)
    // is final, and append() fails from then on.
    result<void> sync();

    // Makes sure of disk space for `bytes` more; where the file system sets none aside, that it is
    // free now. errc::io: there is none, so nothing should be sent whose answer could not be stored.
    result<void> reserve(std::uint64_t bytes);

    writer_counters counters() const;

    // Gives space back that was set aside and not used: others may need it.
    void release();

    // The segments whose names do not lead to them any more, or where not all is there that was
    // written, as name_check::look() tells; to be asked again and again. In order of number.
    std::vector<misplaced_segment> out_of_place();
    // All of the segment that was opened as `named` to a new file, durably: for one that has lost
    // its name. errc::io, errc::cannot_create.
    result<void> copy_to(const std::filesystem::path& named,
                         const std::filesystem::path& file) const;

    // Something the user should know that is no failure (a new segment after a failed sync); once.
    std::optional<std::string> take_notice();

  private:
    writer(writer_start start, system_calls calls, descriptor file, std::uint64_t size);

    template<class Record>
    result<void> append_encoded(const Record& r);
    // Of as many records as `text` holds.
    result<void> append_text(std::string_view text, std::uint64_t records);
    // Into lines_, numbered; the number of the last result.
    std::uint64_t encode_lines(std::span<call_record> records);
    // `kept`: how many of the present segment's bytes must be there from now on.
    void go_on_in(descriptor file, std::uint64_t size, std::uint64_t kept);
    result<void> begin_next_segment(int why);
    std::string next_head() const;

    const system_calls calls_;
    mutable std::mutex mutex_; // guards everything below
    writer_start at_;
    std::vector<kept_segment> earlier_;
    growing_segment segment_;
    std::string unsynced_; // the last bytes of the segment: saved, not durable
    std::uint64_t unsynced_records_ = 0;
    writer_counters counters_;
    std::optional<failure> broken_; // final
    std::optional<std::string> notice_;
    std::string line_, lines_; // reused
};

} // namespace preceptron::journal
