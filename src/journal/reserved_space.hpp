// Disk space set aside behind the end of a file, so that what is paid for can be stored.
//
// Errors are errno values, 0 for none. Only ENOSPC, EDQUOT and EFBIG say that there is no space:
// any other error of fallocate says that the file system sets none aside, and then what is free now
// is what counts, looked up each time.
#pragma once

#include "journal/system_calls.hpp"

#include <cstdint>

namespace preceptron::journal {

class reserved_space {
  public:
    // At least `bytes` behind `size`, the end of the file. With the size kept, fallocate does not
    // look at the limit of a file's size (RLIMIT_FSIZE): it is looked at here.
    int ensure(const system_calls& calls, int fd, std::uint64_t size, std::uint64_t bytes);

    // The file was truncated to `size`, which frees what lies behind.
    void freed_behind(std::uint64_t size) noexcept { until_ = size; }

    bool reaches_beyond(std::uint64_t size) const noexcept { return until_ > size; }

  private:
    std::uint64_t until_ = 0; // offset in the file
};

} // namespace preceptron::journal
