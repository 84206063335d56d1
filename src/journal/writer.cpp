#include "journal/writer.hpp"

#include "journal/encoder.hpp"
#include "journal/segment.hpp"
#include "journal/unfinished_name.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>

namespace preceptron::journal {

namespace {

result<void> all_can_be_stored(std::span<const call_record> records) {
    for (const call_record& each : records)
        if (const auto* const r = std::get_if<result_record>(&each))
            if (auto ok = can_be_stored(*r); !ok)
                return ok;
    return {};
}

} // namespace

result<std::unique_ptr<writer>> writer::open(writer_start start, system_calls calls) {
    const auto path = start.checkpoint / segment_name(start.segment);
    descriptor file = open_file(path, O_WRONLY | O_APPEND);
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0)
        return system_failure(errc::io, "append to", path, errno);
    return std::unique_ptr<writer>(new writer(std::move(start), std::move(calls), std::move(file),
                                              static_cast<std::uint64_t>(status.st_size)));
}

writer::writer(writer_start start, system_calls calls, descriptor file, std::uint64_t size)
    : calls_(std::move(calls)), at_(std::move(start)),
      earlier_(keep_earlier_segments(at_.checkpoint, at_.segment)),
      segment_(calls_, std::move(file), at_.checkpoint / segment_name(at_.segment), size) {}

writer::~writer() {
    // Also the last chance to drop a fragment; what fails here, recovery does.
    segment_.cut_behind();
}

void writer::release() {
    const std::lock_guard guard(mutex_);
    segment_.cut_behind();
}

result<void> writer::append(result_record r) {
    if (auto ok = can_be_stored(r); !ok)
        return ok;
    const std::lock_guard guard(mutex_);
    r.seq = at_.last_seq + 1;
    encode(r, line_);
    auto appended = append_text(line_, 1);
    if (appended)
        at_.last_seq = r.seq;
    return appended;
}

std::uint64_t writer::encode_lines(std::span<call_record> records) {
    std::uint64_t seq = at_.last_seq;
    lines_.clear();
    for (call_record& each : records) {
        if (auto* const r = std::get_if<result_record>(&each))
            r->seq = ++seq;
        std::visit([this](const auto& r) { encode(r, line_); }, each);
        lines_ += line_;
    }
    return seq;
}

result<void> writer::append(std::span<call_record> records) {
    if (auto ok = all_can_be_stored(records); !ok)
        return ok;
    const std::lock_guard guard(mutex_);
    const std::uint64_t seq = encode_lines(records);
    auto appended = append_text(lines_, records.size());
    if (appended)
        at_.last_seq = seq;
    return appended;
}

result<void> writer::append_segment(std::span<call_record> records) {
    if (auto ok = all_can_be_stored(records); !ok)
        return ok;
    if (auto synced = sync(); !synced) // then the next segment has nothing to repeat
        return synced;
    const std::lock_guard guard(mutex_);
    if (auto dropped = segment_.drop_fragment(); !dropped)
        return dropped;
    const std::uint64_t seq = encode_lines(records);
    const std::string content = next_head() + lines_;
    const std::string name = segment_name(at_.segment + 1);
    const auto temporary = at_.checkpoint / unfinished_name(name);
    auto file = growing_segment::create(calls_, temporary, O_TRUNC, at_.access, content);
    if (file && ::rename(temporary.c_str(), (at_.checkpoint / name).c_str()) != 0)
        file = system_failure(errc::io, "create", at_.checkpoint / name, errno);
    if (!file) {
        ::unlink(temporary.c_str());
        return file.error();
    }
    go_on_in(std::move(*file), content.size(), segment_.size());
    at_.last_seq = seq;
    counters_.saved_records += records.size();
    counters_.saved_bytes += lines_.size();
    counters_.durable_records += records.size();
    counters_.durable_bytes += lines_.size();
    return sync_folder(at_.checkpoint);
}

template<class Record>
result<void> writer::append_encoded(const Record& r) {
    const std::lock_guard guard(mutex_);
    encode(r, line_);
    return append_text(line_, 1);
}

result<void> writer::append(const fail_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const prompt_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const start_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const attempt_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const tune_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const stand_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const refused_record& r) {
    return append_encoded(r);
}
result<void> writer::append(const end_record& r) {
    return append_encoded(r);
}

result<void> writer::append_text(std::string_view text, std::uint64_t records) {
    if (broken_)
        return *broken_;
    // Nothing may throw once the bytes are written: they would be written again.
    unsynced_.reserve(unsynced_.size() + text.size());
    if (auto appended = segment_.append(text); !appended)
        return appended;
    unsynced_ += text;
    unsynced_records_ += records;
    counters_.saved_records += records;
    counters_.saved_bytes += text.size();
    return {};
}

result<void> writer::sync() {
    std::unique_lock guard(mutex_);
    if (broken_)
        return *broken_;
    if (unsynced_.empty())
        return {};
    // append() only adds behind these, and only this thread replaces the file.
    const std::size_t bytes = unsynced_.size();
    const std::uint64_t records = unsynced_records_;
    const int fd = segment_.get();
    guard.unlock();
    int failed;
    do
        failed = calls_.sync(fd);
    while (failed != 0 && errno == EINTR); // was not tried
    const int error = errno;
    guard.lock();
    if (failed != 0)
        return begin_next_segment(error);
    unsynced_.erase(0, bytes);
    unsynced_records_ -= records;
    counters_.durable_bytes += bytes;
    counters_.durable_records += records;
    return {};
}

std::string writer::next_head() const {
    head_record head = at_.head;
    head.segment = at_.segment + 1;
    head.started = now_utc();
    if (!unsynced_.empty())
        head.repeats_from = segment_.size() - unsynced_.size();
    std::string line;
    encode(head, line);
    return line;
}

result<void> writer::begin_next_segment(int why) {
    const auto next = at_.checkpoint / segment_name(at_.segment + 1);
    const std::string reason = std::generic_category().message(why);
    const auto give_up = [&](const failure& second) {
        broken_ = fail(errc::io, "cannot make " + segment_.path().string() + " durable: " + reason +
                                     "; and in its place: " + second.message);
        return *broken_;
    };
    const std::string content = next_head() + unsynced_;
    auto file = growing_segment::create(calls_, next, O_EXCL, at_.access, content);
    if (!file)
        return give_up(file.error());
    if (auto folder = sync_folder(at_.checkpoint); !folder)
        return give_up(folder.error());
    notice_ = "cannot make " + segment_.path().string() + " durable (" + reason +
              "): " + std::to_string(unsynced_records_) + " records were written again, to " +
              next.string();
    counters_.durable_bytes += unsynced_.size();
    counters_.durable_records += unsynced_records_;
    go_on_in(std::move(*file), content.size(), segment_.size() - unsynced_.size());
    unsynced_.clear();
    unsynced_records_ = 0;
    return {};
}

void writer::go_on_in(descriptor file, std::uint64_t size, std::uint64_t kept) {
    segment_.cut_behind();
    growing_segment next(calls_, std::move(file), at_.checkpoint / segment_name(at_.segment + 1),
                         size);
    earlier_.reserve(earlier_.size() + 1); // what is moved has its place then
    earlier_.push_back(std::move(segment_).keep(kept));
    segment_ = std::move(next);
    ++at_.segment;
}

result<void> writer::reserve(std::uint64_t bytes) {
    const std::lock_guard guard(mutex_);
    if (broken_)
        return *broken_;
    return segment_.reserve(bytes);
}

writer_counters writer::counters() const {
    const std::lock_guard guard(mutex_);
    return counters_;
}

std::vector<misplaced_segment> writer::out_of_place() {
    const std::lock_guard guard(mutex_);
    std::vector<misplaced_segment> found;
    for (kept_segment& segment : earlier_)
        if (auto misplaced = segment.look())
            found.push_back(std::move(*misplaced));
    // What is not durable yet need not show at once: some network file systems are late.
    if (auto misplaced = segment_.look(segment_.size() - unsynced_.size()))
        found.push_back(std::move(*misplaced));
    return found;
}

result<void> writer::copy_to(const std::filesystem::path& named,
                             const std::filesystem::path& file) const {
    const std::lock_guard guard(mutex_);
    int fd = segment_.get();
    for (const kept_segment& segment : earlier_)
        if (segment.path() == named)
            fd = segment.get();
    // The descriptor that is written to cannot be read from.
    return copy_durably("/proc/self/fd/" + std::to_string(fd), file, at_.access);
}

std::optional<std::string> writer::take_notice() {
    const std::lock_guard guard(mutex_);
    return std::exchange(notice_, std::nullopt);
}

} // namespace preceptron::journal
