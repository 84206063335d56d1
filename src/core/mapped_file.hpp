// A file's bytes, copied out of the kernel's own pages: where records are read from here and there,
// a call of the system for each costs several times the copying.
//
// A mapped page that the file no longer has, because it was cut or its disk fails, ends a process
// by SIGBUS. Here it reads as zeros, and copy() says that it was so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace preceptron {

class mapped_file {
  public:
    // Pages that were read count among the process's, so what is larger is not mapped.
    static constexpr std::uint64_t largest = std::uint64_t{256} << 20;

    mapped_file() = default; // maps nothing
    // The first `size` bytes of the open file, which may be closed afterwards. Maps nothing where
    // there are none or too many, the file system has no mappings, the process's address space is
    // limited, or 16 files are mapped already. Unblocks SIGBUS for the calling thread; others that
    // copy must not block it either.
    mapped_file(int descriptor, std::uint64_t size) noexcept;
    mapped_file(mapped_file&& other) noexcept;
    mapped_file& operator=(mapped_file&& other) noexcept;
    ~mapped_file();

    // Fills `to`. False where not all of it is mapped or could be read: then `to` holds anything,
    // and the file is to be read in another way. Several threads may call it.
    bool copy(std::uint64_t offset, std::span<char> to) const noexcept;

    std::uint64_t size() const noexcept { return size_; }

  private:
    char* bytes_ = nullptr;
    std::uint64_t size_ = 0;
    std::size_t guard_ = 0; // its place among the guarded ranges
};

} // namespace preceptron
