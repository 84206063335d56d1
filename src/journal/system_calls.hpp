// What the journal asks of the kernel, and may be refused.
#pragma once

#include <cstddef>
#include <functional>

#include <fcntl.h>
#include <unistd.h>

namespace preceptron::journal {

// The system calls that can fail in interesting ways; tests pass others.
struct system_calls {
    std::function<ssize_t(int, const void*, std::size_t)> write = ::write;
    std::function<int(int)> sync = ::fdatasync;
    std::function<int(int, off_t)> truncate = ::ftruncate;
    std::function<int(int, int, off_t, off_t)> allocate = ::fallocate;
};

} // namespace preceptron::journal
