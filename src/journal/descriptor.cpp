#include "journal/descriptor.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::journal {

descriptor& descriptor::operator=(descriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

descriptor::~descriptor() {
    if (fd_ >= 0)
        ::close(fd_);
}

int descriptor::release() noexcept {
    return std::exchange(fd_, -1);
}

mode_t mode_of(file_access access) noexcept {
    return access == file_access::owner_only ? 0600 : 0666;
}

failure system_failure(errc code, std::string_view what, const std::filesystem::path& path,
                       int error) {
    return fail(code, "cannot " + std::string(what) + " " + path.string() + ": " +
                          std::generic_category().message(error));
}

descriptor open_file(const std::filesystem::path& path, int flags, mode_t mode) {
    int fd;
    do
        fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    while (fd < 0 && errno == EINTR);
    return descriptor(fd);
}

int write_all(int fd, std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            pollfd room{fd, POLLOUT, 0}; // somebody else has made standard output so
            ::poll(&room, 1, -1);
            continue;
        }
        if (n <= 0)
            return n < 0 ? errno : EIO; // 0 would be asked for again without end
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return 0;
}

result<std::string> read_range(const std::filesystem::path& path, std::uint64_t offset,
                               std::uint64_t length) {
    const descriptor file = open_file(path, O_RDONLY);
    if (!file)
        return system_failure(errc::io, "read", path, errno);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0)
        return system_failure(errc::io, "read", path, errno);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    std::string bytes(offset < size ? std::min(length, size - offset) : 0, '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t n = ::pread(file.get(), bytes.data() + got, bytes.size() - got,
                                  static_cast<off_t>(offset + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return system_failure(errc::io, "read", path, errno);
        if (n == 0)
            break; // shortened meanwhile
        got += static_cast<std::size_t>(n);
    }
    bytes.resize(got);
    return bytes;
}

result<void> sync_folder(const std::filesystem::path& folder) {
    const descriptor file = open_file(folder, O_RDONLY | O_DIRECTORY);
    // Some network file systems cannot sync a folder and say EINVAL: nothing better exists there.
    if (!file || (::fsync(file.get()) != 0 && errno != EINVAL))
        return system_failure(errc::io, "sync the folder", folder, errno);
    return {};
}

result<void> create_durably(const std::filesystem::path& path, std::string_view bytes,
                            file_access access) {
    const descriptor file = open_file(path, O_WRONLY | O_CREAT | O_EXCL, mode_of(access));
    if (!file)
        return system_failure(errc::cannot_create, "create", path, errno);
    int error = write_all(file.get(), bytes);
    if (error == 0 && ::fsync(file.get()) != 0)
        error = errno;
    if (error != 0) {
        ::unlink(path.c_str());
        return system_failure(errc::cannot_create, "write", path, error);
    }
    return sync_folder(path.parent_path());
}

result<void> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to,
                          file_access access) {
    const descriptor source = open_file(from, O_RDONLY);
    if (!source)
        return system_failure(errc::io, "read", from, errno);
    const descriptor copy = open_file(to, O_WRONLY | O_CREAT | O_EXCL, mode_of(access));
    if (!copy)
        return system_failure(errc::cannot_create, "create", to, errno);
    const auto undo = [&to](failure why) {
        ::unlink(to.c_str());
        return why;
    };
    std::string piece(std::size_t{1} << 20, '\0');
    for (ssize_t n = 0; (n = ::read(source.get(), piece.data(), piece.size())) != 0;) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return undo(system_failure(errc::io, "read", from, errno));
        if (const int error = write_all(copy.get(), {piece.data(), static_cast<std::size_t>(n)}))
            return undo(system_failure(errc::cannot_create, "write", to, error));
    }
    if (::fsync(copy.get()) != 0)
        return undo(system_failure(errc::cannot_create, "write", to, errno));
    return sync_folder(to.parent_path());
}

result<void> append_durably(const std::filesystem::path& path, std::string_view bytes) {
    const descriptor file = open_file(path, O_WRONLY | O_APPEND);
    if (!file)
        return system_failure(errc::io, "append to", path, errno);
    int error = write_all(file.get(), bytes);
    if (error == 0 && ::fsync(file.get()) != 0)
        error = errno;
    if (error != 0)
        return system_failure(errc::io, "write", path, error);
    return {};
}

} // namespace preceptron::journal
