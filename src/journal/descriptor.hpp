// File descriptors with an owner, and the few calls on them that must be done right each time.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace preceptron::journal {

class descriptor {
  public:
    descriptor() = default;
    explicit descriptor(int fd) noexcept : fd_(fd) {}
    descriptor(descriptor&& other) noexcept : fd_(other.release()) {}
    descriptor& operator=(descriptor&& other) noexcept;
    ~descriptor();

    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
    int release() noexcept;

  private:
    int fd_ = -1;
};

// Who may read a file that we create.
enum class file_access {
    by_umask,
    owner_only, // 0600
};
mode_t mode_of(file_access access) noexcept;

// "cannot write /a/b: No space left on device"; `error` is an errno value.
failure system_failure(errc code, std::string_view what, const std::filesystem::path& path,
                       int error);

// open(2) with O_CLOEXEC; interrupted calls are repeated. An empty descriptor leaves errno set.
descriptor open_file(const std::filesystem::path& path, int flags, mode_t mode = 0);

// All of `bytes`, through short writes and signals. 0, or an errno value.
int write_all(int fd, std::string_view bytes) noexcept;

// Up to `length` bytes from `offset`; fewer only at the end of the file.
result<std::string> read_range(const std::filesystem::path& path, std::uint64_t offset,
                               std::uint64_t length);

// Makes created, renamed and removed names of a folder survive a power failure.
result<void> sync_folder(const std::filesystem::path& folder);

// A new file with these bytes, durable with its name. A file of that name is an error
// (errc::cannot_create).
result<void> create_durably(const std::filesystem::path& path, std::string_view bytes,
                            file_access access);

// At the end of a file that is there, durable when it returns (errc::io).
result<void> append_durably(const std::filesystem::path& path, std::string_view bytes);

// The same of all bytes of another file. errc::io when that cannot be read.
result<void> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to,
                          file_access access);

} // namespace preceptron::journal
