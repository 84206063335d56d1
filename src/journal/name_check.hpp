// Whether a name still leads to the file that is held open under it. Its folder may have been
// renamed, a link in its path turned elsewhere, the file replaced by a copy or cut: writing to it
// succeeds all the same, and nobody finds there what was written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace preceptron::journal {

class name_check {
  public:
    // At once after the file was opened. Some file systems give a file another number at each look:
    // where the name and `fd` differ already, numbers are not compared.
    name_check(int fd, const std::filesystem::path& path) noexcept;

    // One look. A sentence when it is the second in a row to find the same wrong: the name is
    // missing, leads to a file that has not all of the first `size` bytes that were written, or the
    // file is shorter. An error that may pass (EIO, ESTALE of a network file system) is nothing.
    std::optional<std::string> look(int fd, const std::filesystem::path& path, std::uint64_t size);

  private:
    enum class finding { in_place, missing, replaced, shortened };
    finding find(int fd, const std::filesystem::path& path, std::uint64_t size);

    bool numbered_ = false; // device and inode tell files apart
    finding last_ = finding::in_place;
    std::uint64_t found_ = 0; // bytes, of a shortened file
};

// Where the open file is now, as the system tells: another path than it was opened by, if its
// folder was renamed. Empty when it has no name any more that the system knows of (that another
// hard link is left does not help), or where the system does not tell.
std::filesystem::path present_path(int fd);

} // namespace preceptron::journal
