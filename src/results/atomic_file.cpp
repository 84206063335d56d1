#include "results/atomic_file.hpp"

#include "core/grouped.hpp"
#include "journal/unfinished_name.hpp"

#include <cerrno>
#include <stdexcept>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::results {

using journal::descriptor;
using journal::system_failure;

namespace {

constexpr std::size_t piece_size = std::size_t{256} << 10;

bool is_same_file(int folder, const std::string& name, int file) noexcept {
    struct stat by_name {
    }, by_file{};
    return ::fstatat(folder, name.c_str(), &by_name, AT_SYMLINK_NOFOLLOW) == 0 &&
           ::fstat(file, &by_file) == 0 && by_name.st_ino == by_file.st_ino &&
           by_name.st_dev == by_file.st_dev;
}

// Opens the temporary file, new or left over, and locks it against a second writer. Empty, with
// errno set, when that fails; EWOULDBLOCK: another process is writing it.
descriptor open_temporary(int folder, const std::string& name, mode_t mode) {
    // Bounded, because some file systems give a file another number at every look.
    constexpr int tries = 20;
    bool replaced = false;
    for (int i = 0; i < tries; ++i) {
        descriptor file(
            ::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode));
        if (!file)
            return file;
        if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            file = descriptor(); // which may set errno
            errno = EWOULDBLOCK;
            return file;
        }
        // Between open and lock its writer may have renamed it: then it is a finished file.
        if (!is_same_file(folder, name, file.get()))
            continue;
        struct stat status {};
        const bool left_over = ::fstat(file.get(), &status) == 0 && status.st_size > 0;
        // Of the modes once only: some file systems give all files the same.
        if (!left_over && (replaced || (status.st_mode & 0777 & ~mode) == 0))
            return file;
        // A new file instead, so that the mode follows today's umask.
        if (::unlinkat(folder, name.c_str(), 0) != 0) {
            const int why = errno;
            file = descriptor();
            errno = why;
            return file;
        }
        replaced = true;
    }
    errno = EWOULDBLOCK;
    return {};
}

} // namespace

result<atomic_file> atomic_file::create(const std::filesystem::path& folder, std::string_view name,
                                        file_access access) {
    if (name.empty() || name.find('/') != std::string_view::npos || name == "." || name == "..")
        throw std::invalid_argument("atomic_file: not one file name: " + std::string(name));
    descriptor opened = journal::open_file(folder, O_RDONLY | O_DIRECTORY);
    if (!opened)
        return system_failure(errc::cannot_create, "open the folder", folder, errno);
    const std::string temporary = journal::unfinished_name(name);
    descriptor file = open_temporary(opened.get(), temporary, journal::mode_of(access));
    if (!file && errno == EWOULDBLOCK)
        return fail(errc::cannot_create,
                    (folder / name).string() + " is being written by another process: try again");
    if (!file)
        return system_failure(errc::cannot_create, "create", folder / name, errno);
    return atomic_file(std::move(opened), folder, std::string(name), std::move(file));
}

atomic_file::atomic_file(descriptor folder, std::filesystem::path shown_folder, std::string name,
                         descriptor file)
    : folder_(std::move(folder)), shown_folder_(std::move(shown_folder)), name_(std::move(name)),
      temporary_name_(journal::unfinished_name(name_)), file_(std::move(file)) {}

atomic_file::~atomic_file() {
    if (file_)
        ::unlinkat(folder_.get(), temporary_name_.c_str(), 0);
}

result<void> atomic_file::write(std::string_view bytes) {
    pending_ += bytes;
    return pending_.size() < piece_size ? result<void>() : flush();
}

result<void> atomic_file::flush() {
    const int error = journal::write_all(file_.get(), pending_);
    written_ += pending_.size();
    pending_.clear();
    if (error != 0)
        return system_failure(errc::io, "write", path(), error);
    return {};
}

result<void> atomic_file::commit() {
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (::fsync(file_.get()) != 0)
        return system_failure(errc::io, "sync", path(), errno);
    struct stat status {};
    if (::fstat(file_.get(), &status) == 0 &&
        static_cast<std::uint64_t>(status.st_size) != written_)
        return fail(errc::io, "cannot write " + path().string() + ": of " +
                                  counted(written_, "byte", "bytes") + " that were written, " +
                                  grouped(static_cast<std::uint64_t>(status.st_size)) +
                                  " are there");
    if (::renameat(folder_.get(), temporary_name_.c_str(), folder_.get(), name_.c_str()) != 0)
        return system_failure(errc::io, "replace", path(), errno);
    // Closing before the folder's sync: from here on there is nothing to roll back.
    file_ = descriptor();
    if (::fsync(folder_.get()) != 0 && errno != EINVAL)
        return system_failure(errc::io, "sync the folder", shown_folder_, errno);
    return {};
}

} // namespace preceptron::results
