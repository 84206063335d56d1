// A text that is looked at from its beginning to its end, of which only a piece is in memory.
#pragma once

#include "core/hash.hpp"
#include "dataset/input_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace preceptron::dataset {

class text_window {
  public:
    // All of a text that is in memory, and stays there.
    explicit text_window(std::string_view whole) noexcept : rest_(whole), last_(true) {}

    // The regular file's; `digest`, unless null, gets its bytes. Both outlive the window.
    text_window(input_file& file, sha256* digest) noexcept : file_(&file), digest_(digest) {}

    // Moved, it leaves views into rest() valid.
    text_window(text_window&&) = default;

    // What has been read and not been taken.
    std::string_view rest() const noexcept { return rest_; }
    // Where that begins in the text.
    std::uint64_t offset() const noexcept { return offset_; }
    // Whether nothing comes after it.
    bool is_last() const noexcept { return last_; }

    // Done with the first `n` bytes of rest().
    void take(std::size_t n) noexcept {
        rest_.remove_prefix(n);
        offset_ += n;
    }

    // Reads on, which ends the life of views into rest(). Unless is_last().
    result<void> more();

    // "line 12, byte 4567", for messages about a byte that has been read: lines count from 1, bytes
    // from 0. Slow: the text is gone through once more.
    std::string position_text(std::uint64_t offset) const;

  private:
    input_file* file_ = nullptr; // null: the text is in memory
    sha256* digest_ = nullptr;
    std::string buffer_;
    std::string_view rest_;
    std::uint64_t offset_ = 0;
    bool last_ = false;
};

} // namespace preceptron::dataset
