// A file that appears whole or not at all.
#pragma once

#include "core/result.hpp"
#include "journal/descriptor.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace preceptron::results {

using journal::file_access;

// Written under journal::unfinished_name() in the same folder; commit() makes it durable and puts
// it in the place of an older one. Destroyed without commit() it leaves nothing. After a crash the
// temporary file may remain: the next writing of the same name takes it over. Two writers of one
// name at the same time: the second one fails.
class atomic_file {
  public:
    // `name` is one component (see encode_file_name): a slash in it is a broken contract. Fails
    // with errc::cannot_create.
    static result<atomic_file> create(const std::filesystem::path& folder, std::string_view name,
                                      file_access access = file_access::by_umask);

    ~atomic_file();
    atomic_file(atomic_file&&) noexcept = default;
    atomic_file& operator=(atomic_file&&) = delete;

    // Errors (errc::io) may show only in a later call: bytes are collected.
    result<void> write(std::string_view bytes);

    // flush, fsync, rename, fsync of the folder. Once. Fails also where fewer bytes are there than
    // were written.
    result<void> commit();

    std::filesystem::path path() const { return shown_folder_ / name_; }
    std::uint64_t bytes() const noexcept { return written_ + pending_.size(); }

  private:
    atomic_file(journal::descriptor folder, std::filesystem::path shown_folder, std::string name,
                journal::descriptor file);
    result<void> flush();

    journal::descriptor folder_; // names are resolved in it, however its path is renamed
    std::filesystem::path shown_folder_;
    std::string name_;
    std::string temporary_name_; // made beforehand: at the end memory may be short
    journal::descriptor file_; // empty after commit
    std::string pending_;
    std::uint64_t written_ = 0;
};

} // namespace preceptron::results
