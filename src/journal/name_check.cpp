#include "journal/name_check.hpp"

#include "core/grouped.hpp"
#include "journal/descriptor.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/stat.h>

namespace preceptron::journal {

namespace fs = std::filesystem;

namespace {

// Whether both files have the same bytes before `size`, as far as the last of them tell. Some file
// systems give one file several numbers, and a copy that has all is as good.
bool has_the_same(int fd, const fs::path& path, std::uint64_t size) {
    constexpr std::uint64_t looked_at = 4096;
    const std::uint64_t length = std::min(size, looked_at);
    const auto held = read_range("/proc/self/fd/" + std::to_string(fd), size - length, length);
    const auto named = read_range(path, size - length, length);
    return held && named && held->size() == length && *held == *named;
}

} // namespace

name_check::name_check(int fd, const fs::path& path) noexcept {
    struct stat held {
    }, named{};
    numbered_ = ::fstat(fd, &held) == 0 && ::stat(path.c_str(), &named) == 0 &&
                held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

name_check::finding name_check::find(int fd, const fs::path& path, std::uint64_t size) {
    struct stat held {
    }, named{};
    if (::stat(path.c_str(), &named) != 0)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? finding::missing
                                                                     : finding::in_place;
    if (::fstat(fd, &held) != 0)
        return finding::in_place;
    if (numbered_ && (held.st_dev != named.st_dev || held.st_ino != named.st_ino))
        return size > 0 && has_the_same(fd, path, size) ? finding::in_place : finding::replaced;
    found_ = static_cast<std::uint64_t>(held.st_size);
    return found_ < size ? finding::shortened : finding::in_place;
}

std::optional<std::string> name_check::look(int fd, const fs::path& path, std::uint64_t size) {
    const finding now = find(fd, path, size);
    const bool again = now == std::exchange(last_, now);
    if (!again || now == finding::in_place)
        return {};
    if (now == finding::missing)
        return path.string() + " is not there any more";
    if (now == finding::replaced)
        return path.string() + " is not the file any more that this run writes to";
    return path.string() + " is shorter than what was written to it: " + grouped(found_) + " of " +
           counted(size, "byte", "bytes");
}

fs::path present_path(int fd) {
    struct stat held {
    }, named{};
    std::error_code unknown;
    if (::fstat(fd, &held) != 0 || held.st_nlink == 0)
        return {};
    fs::path path = fs::read_symlink("/proc/self/fd/" + std::to_string(fd), unknown);
    // The name that it was opened by, with " (deleted)" behind it when only others are left.
    if (unknown || ::stat(path.c_str(), &named) != 0)
        return {};
    const bool same = held.st_dev == named.st_dev && held.st_ino == named.st_ino;
    const auto size = static_cast<std::uint64_t>(held.st_size);
    return same || (size > 0 && has_the_same(fd, path, size)) ? path : fs::path();
}

} // namespace preceptron::journal
