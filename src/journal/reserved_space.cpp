#include "journal/reserved_space.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

namespace preceptron::journal {

namespace {

// Reserved in steps, so that a call a record is not needed.
constexpr std::uint64_t reserve_step = 256 * 1024;

// What the user may write to one file.
std::uint64_t file_size_limit() noexcept {
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return ~std::uint64_t{0};
    return limit.rlim_cur;
}

bool means_full(int error) noexcept {
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

int check_free_space(int fd, std::uint64_t bytes) noexcept {
    struct statvfs status {};
    if (::fstatvfs(fd, &status) != 0)
        return errno;
    const bool fits = bytes / status.f_frsize < status.f_bavail;
    return fits ? 0 : ENOSPC;
}

int set_aside(const system_calls& calls, int fd, std::uint64_t size, std::uint64_t bytes) {
    while (calls.allocate(fd, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(size),
                          static_cast<off_t>(bytes)) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

} // namespace

int reserved_space::ensure(const system_calls& calls, int fd, std::uint64_t size,
                           std::uint64_t bytes) {
    if (until_ >= size + bytes)
        return 0;
    const std::uint64_t limit = file_size_limit();
    if (limit < size + bytes)
        return EFBIG;
    // The kernel walks through all of it each time: the more is wanted, the larger the steps.
    std::uint64_t wanted = std::min(bytes + std::max(reserve_step, bytes / 4), limit - size);
    int error = set_aside(calls, fd, size, wanted);
    if (means_full(error))
        error = set_aside(calls, fd, size, wanted = bytes);
    if (error == 0)
        until_ = size + wanted;
    else if (!means_full(error))
        error = check_free_space(fd, bytes);
    return error;
}

} // namespace preceptron::journal
