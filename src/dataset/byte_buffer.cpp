#include "dataset/byte_buffer.hpp"

#include <algorithm>
#include <cstdint>
#include <new>

#include <sys/mman.h>

namespace preceptron::dataset {

namespace {

// Asks for pages of 2 MB: with those of 4 KB, half of what a dataset takes to read is the kernel's
// handing them out. Where they are off or scarce nothing changes.
void want_huge_pages(char* bytes, std::size_t size) noexcept {
    constexpr std::uintptr_t page = 2 << 20;
    const auto begin = (reinterpret_cast<std::uintptr_t>(bytes) + page - 1) / page * page;
    const auto end = (reinterpret_cast<std::uintptr_t>(bytes) + size) / page * page;
    if (begin < end)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

} // namespace

void byte_buffer::reserve(std::size_t n) {
    n = std::max({n, size_, std::size_t{1}});
    auto* const moved = static_cast<char*>(std::realloc(bytes_.get(), n));
    if (!moved)
        throw std::bad_alloc();
    (void)bytes_.release(); // realloc has freed or reused it
    bytes_.reset(moved);
    capacity_ = n;
    want_huge_pages(moved, n);
}

void byte_buffer::shrink() {
    if (capacity_ > size_)
        reserve(size_);
}

} // namespace preceptron::dataset
