#include "dataset/byte_buffer.hpp"

#include <algorithm>
#include <new>

namespace preceptron::dataset {

void byte_buffer::reserve(std::size_t n) {
    n = std::max({n, size_, std::size_t{1}});
    auto* const moved = static_cast<char*>(std::realloc(bytes_.get(), n));
    if (!moved)
        throw std::bad_alloc();
    (void)bytes_.release(); // realloc has freed or reused it
    bytes_.reset(moved);
    capacity_ = n;
}

void byte_buffer::shrink() {
    if (capacity_ > size_)
        reserve(size_);
}

} // namespace preceptron::dataset
