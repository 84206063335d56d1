// The records of a text, one after the other, as it is read.
#pragma once

#include "dataset/splitter.hpp"
#include "dataset/text_window.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace preceptron::dataset {

class record_stream {
  public:
    explicit record_stream(text_window text) noexcept : text_(std::move(text)) {}

    // The next record, from its { to its }, valid until the next call; nothing at the end. After a
    // failure: not to be called. Failures are problem()s, or those of the reading.
    result<std::optional<std::string_view>> next();

    // Where the last record begins in the text.
    std::uint64_t offset() const noexcept { return begin_; }
    // How much of the text is done with: at the end, all of it.
    std::uint64_t done() const noexcept { return text_.offset(); }

    // What is wrong with the last record, at `at` of its bytes: errc::bad_dataset, with its number
    // (from 0), line and byte.
    failure problem(std::size_t at, std::string_view what) const {
        return problem_of(records_ - 1, begin_ + at, what);
    }

  private:
    failure problem_of(std::size_t record, std::uint64_t offset, std::string_view what) const;

    text_window text_;
    splitter splitter_;
    std::size_t records_ = 0;
    std::uint64_t begin_ = 0;
};

} // namespace preceptron::dataset
