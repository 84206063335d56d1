// A dataset's file, from which records are read again while it is in use.
#pragma once

#include "benchmark/record_text.hpp"
#include "dataset/input_file.hpp"

#include <utility>

namespace preceptron::dataset {

// Kept open, so a file that is moved, deleted or replaced by another of its name stays as it was.
// One that is written over does not: every record is compared with the checksum it had.
class record_file final : public record_source {
  public:
    explicit record_file(input_file file) noexcept : file_(std::move(file)) {}

    // The whole file's bytes, for whoever reads it first.
    input_file& file() noexcept { return file_; }

    // thrown_failure: errc::bad_dataset when the record has changed, else as input_file says.
    std::string_view read(const record_place& place, record_buffer& buffer) const override;

  private:
    // The record, and what follows it where its reader goes on in the file's order.
    void fill(const record_place& place, record_buffer& buffer) const;

    input_file file_;
};

} // namespace preceptron::dataset
