#include "journal/writer.hpp"

#include "journal/encoder.hpp"
#include "journal/segment.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>

namespace preceptron::journal {

namespace {

// Leaves in `text` what was not written. 0, or an errno value.
int write_all(const system_calls& calls, int fd, std::string_view& text) {
    while (!text.empty()) {
        const ssize_t n = calls.write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : EIO; // 0 would be asked for again without end
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return 0;
}

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
      earlier_(keep_earlier_segments(at_.checkpoint, at_.segment)), file_(std::move(file)),
      name_(file_.get(), path()), size_(size) {}

writer::~writer() {
    cut_behind(); // also the last chance to remove a fragment; what fails here, recovery does
}

void writer::release() {
    const std::lock_guard guard(mutex_);
    cut_behind();
}

void writer::cut_behind() {
    if (!fragment_ && !room_.reaches_beyond(size_))
        return;
    if (!is_as_left() || calls_.truncate(file_.get(), static_cast<off_t>(size_)) != 0)
        return;
    fragment_ = false;
    room_.freed_behind(size_);
}

std::filesystem::path writer::path() const {
    return at_.checkpoint / segment_name(at_.segment);
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
    if (fragment_)
        if (auto dropped = drop_fragment(); !dropped)
            return dropped;
    const std::uint64_t seq = encode_lines(records);
    const std::string content = next_head() + lines_;
    const std::string name = segment_name(at_.segment + 1);
    const auto temporary = at_.checkpoint / ("." + name + ".tmp");
    auto file = create_segment(temporary, O_TRUNC, content);
    if (file && ::rename(temporary.c_str(), (at_.checkpoint / name).c_str()) != 0)
        file = system_failure(errc::io, "create", at_.checkpoint / name, errno);
    if (!file) {
        ::unlink(temporary.c_str());
        return file.error();
    }
    go_on_in(std::move(*file), content.size(), size_);
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
    if (fragment_)
        if (auto dropped = drop_fragment(); !dropped)
            return dropped;
    // Nothing may throw once the bytes are written: they would be written again.
    unsynced_.reserve(unsynced_.size() + text.size());
    std::string_view left = text;
    if (const int error = write_all(calls_, file_.get(), left)) {
        fragment_ = left.size() < text.size();
        fragment_bytes_ = text.size() - left.size();
        if (fragment_)
            (void)drop_fragment(); // else tried again before the next record
        return system_failure(errc::io, "write to", path(), error);
    }
    size_ += text.size();
    unsynced_ += text;
    unsynced_records_ += records;
    counters_.saved_records += records;
    counters_.saved_bytes += text.size();
    return {};
}

bool writer::is_as_left() const noexcept {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0)
        return false;
    const auto now = static_cast<std::uint64_t>(status.st_size);
    return now >= size_ && now <= size_ + (fragment_ ? fragment_bytes_ : 0);
}

result<void> writer::drop_fragment() {
    if (!is_as_left())
        return fail(errc::io, path().string() + " is being written by another process as well");
    if (calls_.truncate(file_.get(), static_cast<off_t>(size_)) != 0)
        return system_failure(errc::io, "remove a half-written record from", path(), errno);
    fragment_ = false;
    room_.freed_behind(size_);
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
    const int fd = file_.get();
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
        head.repeats_from = size_ - unsynced_.size();
    std::string line;
    encode(head, line);
    return line;
}

result<void> writer::begin_next_segment(int why) {
    const auto next = at_.checkpoint / segment_name(at_.segment + 1);
    const std::string reason = std::generic_category().message(why);
    const auto give_up = [&](const failure& second) {
        broken_ = fail(errc::io, "cannot make " + path().string() + " durable: " + reason +
                                     "; and in its place: " + second.message);
        return *broken_;
    };
    const std::string content = next_head() + unsynced_;
    auto file = create_segment(next, O_EXCL, content);
    if (!file)
        return give_up(file.error());
    if (auto folder = sync_folder(at_.checkpoint); !folder)
        return give_up(folder.error());
    notice_ = "cannot make " + path().string() + " durable (" + reason +
              "): " + std::to_string(unsynced_records_) + " records were written again, to " +
              next.string();
    counters_.durable_bytes += unsynced_.size();
    counters_.durable_records += unsynced_records_;
    go_on_in(std::move(*file), content.size(), size_ - unsynced_.size());
    unsynced_.clear();
    unsynced_records_ = 0;
    return {};
}

result<descriptor> writer::create_segment(const std::filesystem::path& path, int flags,
                                          std::string_view content) const {
    descriptor file = open_file(path, O_WRONLY | O_CREAT | O_APPEND | flags, mode_of(at_.access));
    if (!file)
        return system_failure(errc::io, "create", path, errno);
    if (const int error = write_all(calls_, file.get(), content))
        return system_failure(errc::io, "write to", path, error);
    if (calls_.sync(file.get()) != 0)
        return system_failure(errc::io, "sync", path, errno);
    return file;
}

void writer::go_on_in(descriptor segment, std::uint64_t size, std::uint64_t kept) {
    cut_behind();
    earlier_.emplace_back(std::move(file_), path(), name_, kept);
    file_ = std::move(segment);
    ++at_.segment;
    name_ = name_check(file_.get(), path());
    size_ = size;
    room_ = {};
    fragment_ = false;
}

result<void> writer::reserve(std::uint64_t bytes) {
    const std::lock_guard guard(mutex_);
    if (broken_)
        return *broken_;
    if (const int error = room_.ensure(calls_, file_.get(), size_, bytes))
        return system_failure(errc::io, "reserve space in", path(), error);
    return {};
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
    if (auto wrong = name_.look(file_.get(), path(), size_ - unsynced_.size()))
        found.push_back({path(), present_path(file_.get()), std::move(*wrong)});
    return found;
}

result<void> writer::copy_to(const std::filesystem::path& named,
                             const std::filesystem::path& file) const {
    const std::lock_guard guard(mutex_);
    int fd = file_.get();
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
