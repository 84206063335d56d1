// Bytes that are filled once and then stay where they are.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace preceptron::dataset {

// Unlike std::string it neither zeroes what is about to be overwritten nor, for large sizes, copies
// when it grows (realloc moves pages), so a file of 500 MB costs 500 MB. Moving the buffer leaves
// the bytes in place.
class byte_buffer {
  public:
    std::string_view view() const noexcept { return {bytes_.get(), size_}; }
    std::size_t size() const noexcept { return size_; }
    std::size_t capacity() const noexcept { return capacity_; }

    // The bytes after the filled part: write up to capacity() - size() of them, then add().
    char* spare() noexcept { return bytes_.get() + size_; }
    void add(std::size_t n) noexcept { size_ += n; }

    // Changes the capacity to at least `n`; never below size(). Throws std::bad_alloc.
    void reserve(std::size_t n);

    // Gives the spare bytes back.
    void shrink();

  private:
    struct release {
        void operator()(char* p) const noexcept { std::free(p); }
    };
    std::unique_ptr<char, release> bytes_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

} // namespace preceptron::dataset
