#include "core/folder.hpp"

#include <cerrno>
#include <memory>
#include <string_view>

#include <dirent.h>

namespace preceptron {

// Not std::filesystem's iterator: libstdc++ 12 allocates in its noexcept functions, and a run must
// survive it when there is no memory.
std::vector<std::string> names_in(const std::filesystem::path& folder, std::error_code& error) {
    error.clear();
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
    while (open) {
        errno = 0; // what readdir() leaves of it tells an error from the end
        const dirent* const each = ::readdir(open.get());
        if (!each)
            break;
        if (const std::string_view name = each->d_name; name != "." && name != "..")
            names.emplace_back(name);
    }
    if (errno != 0)
        error.assign(errno, std::generic_category());
    return names;
}

} // namespace preceptron
