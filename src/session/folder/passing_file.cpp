#include "session/folder/passing_file.hpp"

#include "journal/unfinished_name.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace preceptron::session {

namespace fs = std::filesystem;

namespace {

// On a full disk there is no room beside the old file, but in its blocks: whoever reads it at this
// moment may see a part. True when it was written.
bool write_over(const fs::path& path, std::string_view text) {
    constexpr std::uint64_t block = 512; // of st_blocks
    const auto file = journal::open_file(path, O_WRONLY | O_NOFOLLOW, 0);
    struct stat old {};
    return file && ::fstat(file.get(), &old) == 0 &&
           text.size() <= static_cast<std::uint64_t>(old.st_blocks) * block &&
           journal::write_all(file.get(), text) == 0 &&
           ::ftruncate(file.get(), static_cast<off_t>(text.size())) == 0;
}

} // namespace

result<void> write_passing_file(const fs::path& path, std::string_view text,
                                journal::file_access access) {
    const fs::path temporary = journal::unfinished_path(path);
    int error = 0;
    {
        const auto file = journal::open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
                                             journal::mode_of(access));
        error = file ? journal::write_all(file.get(), text) : errno;
    }
    if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0)
        error = errno;
    if (error == 0)
        return {};
    ::unlink(temporary.c_str());
    if ((error == ENOSPC || error == EDQUOT) && write_over(path, text))
        return {};
    return journal::system_failure(errc::cannot_create, "write", path, error);
}

} // namespace preceptron::session
