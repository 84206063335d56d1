#include "journal/growing_segment.hpp"

#include <cerrno>
#include <utility>

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

} // namespace

growing_segment::growing_segment(const system_calls& calls, descriptor file,
                                 std::filesystem::path path, std::uint64_t size)
    : calls_(&calls), path_(std::move(path)), file_(std::move(file)), name_(file_.get(), path_),
      size_(size) {}

result<descriptor> growing_segment::create(const system_calls& calls,
                                           const std::filesystem::path& path, int flags,
                                           file_access access, std::string_view content) {
    descriptor file = open_file(path, O_WRONLY | O_CREAT | O_APPEND | flags, mode_of(access));
    if (!file)
        return system_failure(errc::io, "create", path, errno);
    if (const int error = write_all(calls, file.get(), content))
        return system_failure(errc::io, "write to", path, error);
    if (calls.sync(file.get()) != 0)
        return system_failure(errc::io, "sync", path, errno);
    return file;
}

result<void> growing_segment::append(std::string_view text) {
    if (auto dropped = drop_fragment(); !dropped)
        return dropped;
    std::string_view left = text;
    if (const int error = write_all(*calls_, file_.get(), left)) {
        fragment_bytes_ = text.size() - left.size();
        (void)drop_fragment(); // else tried again before the next record
        return system_failure(errc::io, "write to", path_, error);
    }
    size_ += text.size();
    return {};
}

result<void> growing_segment::drop_fragment() {
    if (fragment_bytes_ == 0)
        return {};
    if (!is_as_left())
        return fail(errc::io, path_.string() + " is being written by another process as well");
    if (calls_->truncate(file_.get(), static_cast<off_t>(size_)) != 0)
        return system_failure(errc::io, "remove a half-written record from", path_, errno);
    fragment_bytes_ = 0;
    room_.freed_behind(size_);
    return {};
}

void growing_segment::cut_behind() {
    if (fragment_bytes_ == 0 && !room_.reaches_beyond(size_))
        return;
    if (!is_as_left() || calls_->truncate(file_.get(), static_cast<off_t>(size_)) != 0)
        return;
    fragment_bytes_ = 0;
    room_.freed_behind(size_);
}

bool growing_segment::is_as_left() const noexcept {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0)
        return false;
    const auto now = static_cast<std::uint64_t>(status.st_size);
    return now >= size_ && now <= size_ + fragment_bytes_;
}

result<void> growing_segment::reserve(std::uint64_t bytes) {
    if (const int error = room_.ensure(*calls_, file_.get(), size_, bytes))
        return system_failure(errc::io, "reserve space in", path_, error);
    return {};
}

std::optional<misplaced_segment> growing_segment::look(std::uint64_t size) {
    if (auto wrong = name_.look(file_.get(), path_, size))
        return misplaced_segment{path_, present_path(file_.get()), std::move(*wrong)};
    return {};
}

kept_segment growing_segment::keep(std::uint64_t size) && {
    return {std::move(file_), std::move(path_), name_, size};
}

} // namespace preceptron::journal
