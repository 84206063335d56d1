#include "session/passing_file.hpp"

#include <fcntl.h>

namespace preceptron::session {

namespace fs = std::filesystem;

bool write_passing_file(const fs::path& path, std::string_view text, journal::file_access access) {
    const fs::path temporary = path.parent_path() / ("." + path.filename().string() + ".tmp");
    std::error_code ec;
    {
        const auto file = journal::open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
                                             journal::mode_of(access));
        if (!file || journal::write_all(file.get(), text) != 0)
            return false;
    }
    fs::rename(temporary, path, ec);
    return !ec;
}

} // namespace preceptron::session
