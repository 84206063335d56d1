#include "core/mapped_file.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace preceptron {

namespace {

// Mapped bytes whose loss is outlived. What a signal handler may look at: no locks, no memory.
struct guarded_range {
    std::atomic<bool> taken{false};
    std::atomic<std::uintptr_t> begin{0}; // 0: none
    std::atomic<std::size_t> size{0};
    std::atomic<bool> lost{false};
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free);

constinit std::array<guarded_range, 16> ranges;
struct sigaction before; // what SIGBUS did

// mmap is not on POSIX's list of what a handler may call; on Linux it is a bare system call.
bool put_zeros_at(std::uintptr_t address) noexcept {
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    void* const begin = reinterpret_cast<void*>(address / page * page);
    constexpr int flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS;
    return ::mmap(begin, page, PROT_READ, flags, -1, 0) != MAP_FAILED;
}

extern "C" void outlive_loss(int signal, siginfo_t* info, void*) {
    const int error = errno;
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    for (guarded_range& range : ranges) {
        const std::uintptr_t begin = range.begin;
        if (begin == 0 || address < begin || address - begin >= range.size)
            continue;
        range.lost = true;
        if (put_zeros_at(address)) {
            errno = error;
            return;
        }
    }
    ::sigaction(signal, &before, nullptr); // it comes again, and finds that
}

bool install_handler() noexcept {
    struct sigaction ours {};
    ours.sa_sigaction = outlive_loss;
    ours.sa_flags = SA_SIGINFO;
    sigemptyset(&ours.sa_mask);
    return ::sigaction(SIGBUS, &ours, &before) == 0;
}

// Blocked, as whoever started the program may have left it, the signal ends a process at once.
void unblock() noexcept {
    sigset_t loss;
    sigemptyset(&loss);
    sigaddset(&loss, SIGBUS);
    ::pthread_sigmask(SIG_UNBLOCK, &loss, nullptr);
}

// What is mapped would be missing for all else: who sets such a limit counts on memory alone.
bool is_address_space_limited() noexcept {
    rlimit limit{};
    return ::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

std::optional<std::size_t> take_range() noexcept {
    static const bool guarded = install_handler();
    unblock();
    for (std::size_t i = 0; guarded && i < ranges.size(); ++i)
        if (!ranges[i].taken.exchange(true))
            return i;
    return {};
}

} // namespace

mapped_file::mapped_file(int descriptor, std::uint64_t size) noexcept {
    if (size == 0 || size > largest || is_address_space_limited())
        return;
    const auto place = take_range();
    if (!place)
        return;
    guarded_range& guard = ranges[*place];
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) {
        guard.taken = false;
        return;
    }
    guard.lost = false;
    guard.size = size;
    guard.begin = reinterpret_cast<std::uintptr_t>(mapped);
    bytes_ = static_cast<char*>(mapped);
    size_ = size;
    guard_ = *place;
}

mapped_file::mapped_file(mapped_file&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)),
      guard_(other.guard_) {}

mapped_file& mapped_file::operator=(mapped_file&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    std::swap(guard_, other.guard_);
    return *this;
}

mapped_file::~mapped_file() {
    if (!bytes_)
        return;
    ranges[guard_].begin = 0; // before another thread can be given the same addresses
    ::munmap(bytes_, size_);
    ranges[guard_].taken = false;
}

bool mapped_file::copy(std::uint64_t offset, std::span<char> to) const noexcept {
    if (!bytes_ || offset > size_ || to.size() > size_ - offset || ranges[guard_].lost)
        return false;
    std::memcpy(to.data(), bytes_ + offset, to.size());
    return !ranges[guard_].lost;
}

} // namespace preceptron
