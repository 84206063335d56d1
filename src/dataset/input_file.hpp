// A file that is read: a regular one, or whatever else can be read to its end (a pipe).
#pragma once

#include "core/mapped_file.hpp"
#include "core/result.hpp"
#include "dataset/byte_buffer.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace preceptron::dataset {

// Failures are errc::no_such_input when there is none, errc::io when the system refuses; messages
// name the path as it was given.
class input_file {
  public:
    static result<input_file> open(const std::filesystem::path& path);

    input_file(input_file&& other) noexcept;
    input_file& operator=(input_file&&) = delete;
    ~input_file();

    const std::filesystem::path& path() const noexcept { return path_; }
    // When it was opened; 0 where that cannot be told.
    std::uint64_t size() const noexcept { return size_; }
    // Whether parts of it can be read again.
    bool is_regular() const noexcept { return regular_; }

    // The next bytes, as many as there are up to the room in `to`. How many; 0 at the end only.
    result<std::size_t> read(std::span<char> to);
    // The same, from `offset`, and without moving on. Several threads may call it.
    result<std::size_t> read_at(std::uint64_t offset, std::span<char> to) const;
    // Makes read_at() cheap for who calls it often.
    void expect_many_reads() noexcept { mapped_ = mapped_file(descriptor_, size_); }

  private:
    input_file(std::filesystem::path path, int descriptor) noexcept
        : path_(std::move(path)), descriptor_(descriptor) {}

    std::filesystem::path path_;
    int descriptor_;
    std::uint64_t size_ = 0;
    bool regular_ = false;
    mapped_file mapped_;
};

// All that `file` still has.
result<byte_buffer> read_rest(input_file& file);

// A whole file in memory.
result<byte_buffer> read_file(const std::filesystem::path& path);

} // namespace preceptron::dataset
