#include "session/machine/spare_memory.hpp"

#include <algorithm>

#include <malloc.h>

namespace preceptron::session {

namespace {

constexpr std::size_t worth_it = std::size_t{8} << 20;

// Free chunks within the heap, those that have been given back among them.
std::size_t free_bytes() noexcept {
#if !defined(__GLIBC__)
    return 0;
#elif __GLIBC_PREREQ(2, 33)
    return mallinfo2().fordblks;
#else
    return static_cast<unsigned>(mallinfo().fordblks); // wraps at 4 GiB
#endif
}

} // namespace

void spare_memory::look() {
    const std::size_t now = free_bytes();
    const bool settled = now <= seen_ + seen_ / 16;
    seen_ = now;
    given_ = std::min(given_, now); // what is used again is no longer the system's
    if (!settled || now < given_ + worth_it)
        return;
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
    given_ = free_bytes();
}

} // namespace preceptron::session
