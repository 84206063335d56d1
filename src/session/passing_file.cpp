#include "session/passing_file.hpp"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::session {

namespace fs = std::filesystem;

result<void> write_passing_file(const fs::path& path, std::string_view text,
                                journal::file_access access) {
    const fs::path temporary = path.parent_path() / ("." + path.filename().string() + ".tmp");
    int error = 0;
    {
        const auto file = journal::open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
                                             journal::mode_of(access));
        if (!file)
            return journal::system_failure(errc::cannot_create, "write", path, errno);
        error = journal::write_all(file.get(), text);
    }
    if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0)
        error = errno;
    if (error == 0)
        return {};
    ::unlink(temporary.c_str());
    return journal::system_failure(errc::cannot_create, "write", path, error);
}

} // namespace preceptron::session
