// One run at a time in an output folder. The lock dies with its process, however that ends.
#pragma once

#include "core/result.hpp"
#include "journal/descriptor.hpp"
#include "journal/name_check.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace preceptron::journal {

class folder_lock {
  public:
    // For how long: others are turned away by a run, and wait for what takes a moment.
    enum class tenure { run, moment };

    // Locks `checkpoint`/lock, which then names this host and process, unless it is for a moment
    // only. errc::folder_in_use, with the holder's name, when another process has it (within half a
    // second); errc::cannot_create when the file cannot be made.
    static result<folder_lock> acquire(const std::filesystem::path& checkpoint,
                                       file_access access = file_access::by_umask,
                                       tenure held_for = tenure::run);

    // How acquire() would be refused by a run that has the folder now; what takes a moment is none.
    // Nothing is made or written, and nobody is kept away.
    static std::optional<failure> refusal(const std::filesystem::path& checkpoint);

    // Set where the file system has no locks: the run goes on unguarded.
    const std::optional<std::string>& warning() const noexcept { return warning_; }

    // Whether the name still leads to the file that is locked, as name_check::look() tells: else
    // the lock keeps nobody away. Nothing is found where there are no locks.
    std::optional<std::string> out_of_place();

  private:
    std::filesystem::path path_;
    descriptor file_;
    std::optional<name_check> name_;
    std::optional<std::string> warning_;
};

// This machine's name, as the lock and the journal's head state it.
std::string host_name();

} // namespace preceptron::journal
